"""The addresses of boards, schools and people."""

from __future__ import annotations

from django.urls import include, path

from vuistregel.organisation.pages import (
    authority,
    doubles,
    groups,
    house_norms,
    informed,
    matrix,
    new_staff,
    people,
    pupil,
    pupils,
    settings,
    teaching,
)

_PUPIL = "scholen/<int:school>/leerlingen/<int:pupil>/"

urlpatterns = [
    path("scholen/<int:school>/leerlingen/", pupils.pupils, name="pupils"),
    path(_PUPIL, pupil.pupil, name="pupil"),
    path(_PUPIL + "gezag/", pupil.pupil_authority, name="pupil_authority"),
    path(_PUPIL + "leeftijdsgrens/", pupil.pupil_strict, name="pupil_strict"),
    path(_PUPIL + "verteld/", pupil.pupil_told, name="pupil_told"),
    path(_PUPIL + "beperkingen/", pupil.pupil_restrict, name="pupil_restrict"),
    path(_PUPIL + "beperkingen/opheffen/", pupil.pupil_lift, name="pupil_lift"),
    path(_PUPIL + "bescherming/", pupil.pupil_raise, name="pupil_raise"),
    path(_PUPIL + "bescherming/opheffen/", pupil.pupil_lower, name="pupil_lower"),
    path(_PUPIL + "groep-uit/", pupil.pupil_leave_group, name="pupil_leave_group"),
    path("scholen/<int:school>/gezag/", authority.authority, name="authority"),
    path("scholen/<int:school>/eigen-zeggenschap/", informed.informed, name="informed"),
    path("scholen/<int:school>/mensen/", people.people, name="people"),
    path("scholen/<int:school>/mensen/rol-eindigt/", people.end_role, name="end_role"),
    path("scholen/<int:school>/mensen/account-sluiten/", people.close_account, name="close_account"),
    path("scholen/<int:school>/mensen/nieuw/", new_staff.new_staff, name="new_staff"),
    path("scholen/<int:school>/mensen/groepen/", teaching.teaching, name="teaching"),
    path("scholen/<int:school>/mensen/groepen/laatste-dag/", teaching.end_teaching, name="end_teaching"),
    path("scholen/<int:school>/dubbelen/", doubles.double_people, name="doubles"),
    path("scholen/<int:school>/dubbelen/<int:one>-<int:other>/", doubles.two_people, name="two_people"),
    path("scholen/<int:school>/dubbelen/uit-elkaar/", doubles.split_people, name="split_people"),
    path("scholen/<int:school>/gegevens/", settings.school_settings, name="school_settings"),
    path("toegang/", matrix.matrix, name="matrix"),
    path("eigen-normen/", house_norms.house_norms, name="house_norms"),
    path("groepen/", groups.groups, name="groups"),
    path("groepen/<int:group>/", groups.group, name="group"),
    path("scholen/<int:school>/inlezen/", include("vuistregel.organisation.roster.urls")),
]
