"""What the worker may end on the day of a majority: the access that others set up, and all that opened it; and whose
carers wait to be reconfirmed.

It reads no password, no passkey and no secret of an app: it finds them by the account, and removes them.
"""

from django.db import migrations

RIGHTS_SQL = [
    "grant update (password_hash, must_change_password, closed_at) on account to carnet_worker",
    "grant select (record_id, until, ended_at) on person_of_carer to carnet_worker",
    *(
        f"grant select (account_id), delete on {table} to carnet_worker"
        for table in ("device", "passkey", "passkey_question", "authenticator_app", "contact_change", "access_closing")
    ),
]


class Migration(migrations.Migration):
    """Runs once, after the requests to the support desk."""

    dependencies = [("store", "0019_support_requests")]
    operations = [migrations.RunSQL(sql=RIGHTS_SQL)]
