"""Components: what somebody typed is always text, each part has its name, and nothing leaks between them."""

import pytest
from django.forms import CharField, EmailField, Form
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch
from django_cotton.compiler_regex import CottonCompiler  # type: ignore[import-untyped]  # it ships no types

from tests.markup import faults_of, texts_of

HOSTILE = '"><script>alert(1)</script>'
COMPONENTS = (
    '<c-card title="{{ x }}" href="{{ x }}" link="{{ x }}" about="{{ x }}">{{ x }}</c-card>',
    '<c-chip kind="{{ x }}">{{ x }}</c-chip>',
    '<ul><c-document-line href="{{ x }}" :title="x" category="{{ x }}" :author="x" /></ul>',
    '<ul><c-access-line :who="x" role="{{ x }}">{{ x }}<c-slot name="details">{{ x }}</c-slot></c-access-line></ul>',
    '<c-note :title="x">{{ x }}</c-note>',
    '<c-empty :title="x" href="{{ x }}" :action="x" />',
    '<c-button :href="x" about="{{ x }}">{{ x }}</c-button><c-button :name="x" :value="x">a</c-button>',
    '<c-field :name="x" :label="x" :help="x" :error="x" :value="x" />',
    '<c-field name="y" label="y" :value="x" multiline="yes" />',
    '<c-password :name="x" :label="x" :help="x" :error="x" /><c-code :name="x" :label="x" :error="x" />',
    '<c-switch :name="x" :label="x" :help="x" :value="x" /><c-option :name="x" :value="x" :label="x" :help="x" />',
    '<c-options :legend="x" :name="x" :help="x" :error="x" />',
    '<c-date-field :legend="x" :name="x" :error="x" :day="x" />',
    '<c-confirm :action="x" :submit="x" :cancel="x">{{ x }}</c-confirm><c-undo :message="x" :action="x" :about="x" />',
    '<c-identity :name="x" :birth="x" :ins="x" :role="x" :allergies="x" :close="x" :urgent="True" :alert="x" />',
    '<c-person :href="x" :name="x" :initials="x" :label="x" />',
    '<c-doorway :href="x" :title="x" icon="pill">a</c-doorway>',
    '<c-said :message="x" /><c-question :title="x">{{ x }}</c-question><c-back :href="x">{{ x }}</c-back>',
)


def render(template: str, **context: object) -> str:
    return str(engines["django"].from_string(_compiled(template)).render(context, RequestFactory().get("/")))


def _compiled(template: str) -> str:
    return str(CottonCompiler().process(template))


@pytest.mark.parametrize("template", COMPONENTS)
def test_what_somebody_typed_is_text_in_every_parameter_and_slot(template: str) -> None:
    html = render(template, x=HOSTILE)
    assert "<script" not in html
    assert "alert(1)" in html


def test_a_page_easy_to_read_is_named_by_a_slug_and_never_by_what_somebody_typed() -> None:
    assert 'href="/falc/mes-droits/"' in render('<c-easy page="mes-droits" />')
    with pytest.raises(NoReverseMatch):
        render('<c-easy :page="x" />', x=HOSTILE)


def test_a_component_sees_its_own_parameters_and_not_the_page_around_it() -> None:
    assert "secret" not in render(
        '<c-button>Envoyer</c-button><c-card title="a">b</c-card>', kind="secret", help="secret"
    )


def test_a_date_control_is_given_back_a_date_and_nothing_else() -> None:
    assert 'value="2026-11-21"' in render('<c-field name="le" label="Le" type="date" :value="x" />', x="2026-11-21")
    assert "value" not in render('<c-field name="le" label="Le" type="date" :value="x" />', x="demain")
    assert 'value="demain"' in render('<c-field name="le" label="Le" :value="x" />', x="demain")


def test_a_form_inside_a_component_carries_its_token() -> None:
    assert "csrfmiddlewaretoken" in render('<c-confirm action="/a/" submit="Masquer" />')


class Contact(Form):
    """A form with a field to fill and one that may stay empty."""

    email = EmailField(
        label="Adresse e-mail", help_text="Pour vos codes.", error_messages={"invalid": "Saisissez x@y.fr."}
    )
    phone = CharField(label="Téléphone", required=False)


def test_a_field_in_fault_says_so_beside_itself_and_at_the_top() -> None:
    form = Contact({"email": "camille"})
    html = render(
        '<c-error-summary :form="form" /><c-field :field="form.email" /><c-field :field="form.phone" />', form=form
    )
    assert '<a href="#id_email">Saisissez x@y.fr.</a>' in html
    assert 'aria-describedby="id_email-help id_email-fault"' in html
    assert 'aria-invalid="true"' in html
    assert texts_of(html, "label") == ["Adresse e-mail", "Téléphone (facultatif)"]


def test_a_form_without_fault_has_no_summary() -> None:
    assert render('<c-error-summary :form="form" />', form=Contact({"email": "c@example.org"})).strip() == ""


def test_a_code_may_be_pasted_and_a_password_manager_recognises_the_fields() -> None:
    assert 'autocomplete="one-time-code"' in render("<c-code />")
    assert 'autocomplete="current-password"' in render("<c-password />")
    assert 'autocomplete="new-password"' in render('<c-password autocomplete="new-password" />')


def test_an_urgent_access_is_said_in_words_beside_its_sign() -> None:
    html = render('<ul><c-access-line who="Dr Haddad" :urgent="True">a lu</c-access-line></ul>')
    assert "#urgence" in html
    assert "Accès en urgence" in texts_of(html, "span")


@pytest.mark.parametrize("path", ["/ui/", "/ui/pro/"])
def test_the_gallery_is_well_made(visitor: Client, path: str) -> None:
    assert faults_of(visitor.get(path).text) == []
