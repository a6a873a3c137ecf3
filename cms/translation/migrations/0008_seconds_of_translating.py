from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0007_what_a_machine_run_costs"),
    ]

    operations = [
        migrations.AddField(
            model_name="workentry",
            name="seconds",
            field=models.PositiveIntegerField(default=0, verbose_name="seconds"),
        ),
    ]
