"""The addresses of asking and answering."""

from __future__ import annotations

from django.urls import URLPattern, path

from vuistregel.consent.pages import (
    accounts,
    answer_forms,
    asks,
    channels,
    contact_data,
    import_,
    lists,
    modes,
    notices,
    office,
    office_code,
    overview,
    parents,
    proof,
    rounds,
)

urlpatterns: list[URLPattern] = [
    # The own page of parents, pupils and every adult about themselves.
    path("toestemming/", parents.consents, name="consents"),
    path("toestemming/uzelf/geschiedenis/", proof.own_history, name="own_consent_history"),
    path("toestemming/<int:pupil>/geschiedenis/", proof.history, name="consent_history"),
    path("toestemming/bewijs/<uuid:record>/", proof.consent_receipt, name="consent_receipt"),
]

_SCHOOL = "scholen/<int:school>/"

# The office: where a school stands, its places, and what came in on paper.
urlpatterns += [
    path(_SCHOOL + "toestemming/", overview.school_consent, name="school_consent"),
    path(_SCHOOL + "toestemming/bericht/", notices.yearly_notice, name="yearly_notice"),
    path(_SCHOOL + "toestemming/overnemen/", import_.take_over, name="take_over"),
    path(_SCHOOL + "toestemming/overnemen/<uuid:spool>/", import_.take_over_file, name="take_over_file"),
    path(_SCHOOL + "toestemming/formulier/", answer_forms.blank_answer_form, name="blank_answer_form"),
    path(_SCHOOL + "toestemming/formulier/<uuid:scan>/", office.consent_scan, name="consent_scan"),
    path(_SCHOOL + "leerlingen/<int:pupil>/toestemming/", office.pupil_consent, name="pupil_consent"),
    path(_SCHOOL + "leerlingen/<int:pupil>/toestemming/formulier/", answer_forms.answer_form, name="answer_form"),
    path(_SCHOOL + "leerlingen/<int:pupil>/toestemming/brief/", office_code.consent_code, name="consent_code"),
    path(_SCHOOL + "mensen/<int:person>/toestemming/", office.adult_consent, name="adult_consent"),
    path(_SCHOOL + "plekken/", channels.channels, name="channels"),
    path(_SCHOOL + "plekken/hoe-vaak/", modes.consent_modes, name="consent_modes"),
    path(_SCHOOL + "plekken/nieuw/", channels.new_channel, name="new_channel"),
    path(_SCHOOL + "plekken/plek/<slug:channel>/", channels.channel, name="channel"),
    path(_SCHOOL + "plekken/plek/<slug:channel>/gebruik/", channels.channel_use, name="channel_use"),
]

# Contact lists of a group, and the yearly look at contact data.
_LIST = "groepen/<int:group>/lijsten/<slug:kind>/"
urlpatterns += [
    path("groepen/<int:group>/lijsten/", lists.group_lists, name="group_lists"),
    path(_LIST, lists.contact_list, name="contact_list"),
    path(_LIST + "kopie/<int:number>/", lists.list_copy, name="list_copy"),
    path(_LIST + "kopie/<int:number>/gedaan/", lists.list_copy_mended, name="list_copy_mended"),
    path("groepen/<int:group>/noodcontacten/", contact_data.emergency_contacts, name="emergency_contacts"),
    path(_SCHOOL + "contactgegevens/", contact_data.contact_corrections, name="contact_corrections"),
    path(
        _SCHOOL + "contactgegevens/<int:correction>/niet-overnemen/",
        contact_data.contact_correction_declined,
        name="contact_correction_declined",
    ),
    path("toestemming/<int:pupil>/gegevens/", contact_data.own_data, name="own_contact_data"),
]

# Asking families: rounds, their progress and letters.
urlpatterns += [
    path(_SCHOOL + "toestemming/rondes/", rounds.rounds, name="rounds"),
    path(_SCHOOL + "toestemming/rondes/nieuw/", rounds.consent_round_new, name="consent_round_new"),
    path(_SCHOOL + "toestemming/rondes/<int:round>/", rounds.consent_round, name="consent_round"),
    path(_SCHOOL + "toestemming/rondes/<int:round>/brieven/", rounds.consent_letters, name="consent_letters"),
]

# Asking this time: the family's page about one use, its picture, and how it stands for who asked.
urlpatterns += [
    path("toestemming/vragen/<uuid:ask>/", asks.ask, name="ask"),
    path("toestemming/vragen/<uuid:ask>/beeld/<uuid:picture>/", asks.ask_picture, name="ask_picture"),
    path(_SCHOOL + "toestemming/gevraagd/<uuid:ask>/", asks.asked, name="asked"),
]

# Accounts of classes on social media (R8.9).
_ACCOUNT = "klasaccounts/<uuid:account>/"
urlpatterns += [
    path("groepen/<int:group>/klasaccounts/", accounts.group_accounts, name="group_accounts"),
    path(_SCHOOL + "klasaccounts/", accounts.class_accounts, name="class_accounts"),
    path(_ACCOUNT, accounts.class_account, name="class_account"),
    path(_ACCOUNT + "veranderen/", accounts.class_account_change, name="class_account_change"),
    path(_ACCOUNT + "toetsen/", accounts.class_account_check, name="class_account_check"),
    path(_ACCOUNT + "weg/", accounts.class_account_gone, name="class_account_gone"),
]
