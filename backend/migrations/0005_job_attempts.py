from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("backend", "0004_scores")]
    operations = [
        migrations.AddField(
            model_name="job",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
