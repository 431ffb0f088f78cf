"""The worker finds the powers that end, to tell a majority a month before and to write it down on the day.

It sees no name, no birth date and no key by it. On the day it takes the channel that others had chosen away.
"""

from django.db import migrations

RIGHTS_SQL = [
    "create policy powers_that_end on representative for select to carnet_worker using (valid_until is not null)",
    "grant select (record_id, power, valid_until) on representative to carnet_worker",
    "grant update (sealed) on record_person to carnet_worker",
]


class Migration(migrations.Migration):
    """Runs once, after the deposits that are refused."""

    dependencies = [("store", "0007_refused_deposits")]
    operations = [migrations.RunSQL(sql=RIGHTS_SQL)]
