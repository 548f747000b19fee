from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_outboxitem_headers'),
    ]

    operations = [
        migrations.AddField(
            model_name='outboxitem',
            name='marked',
            field=models.BooleanField(default=False),
        ),
    ]
