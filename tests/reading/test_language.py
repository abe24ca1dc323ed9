"""A contract in another language is read, and a warning says which."""

from __future__ import annotations

import pytest

from clauseadvisor.reading import read_document
from clauseadvisor.reading.language import language_of

CONTRACTS = {
    "en": "The Supplier shall provide the Services with reasonable care. If it fails to meet a service level in any month, the Customer may deduct a credit from the next invoice, but no more than ten percent of the fees of that month. This Agreement is governed by the laws of Ireland.",
    "de": "Der Lieferant erbringt die Leistungen mit der Sorgfalt eines ordentlichen Kaufmanns. Wird ein Service-Level in einem Monat nicht erreicht, so kann der Kunde die Vergütung mindern, höchstens aber um zehn Prozent der Gebühren des Monats. Dieser Vertrag unterliegt dem Recht der Schweiz und ist von den Parteien nach bestem Wissen auszulegen.",
    "fr": "Le prestataire exécute les services avec le soin qui est attendu d'un professionnel. Si un niveau de service n'est pas atteint pendant un mois, le client peut déduire une pénalité de la facture suivante, dans la limite de dix pour cent des prix du mois. Le présent contrat est soumis au droit français et les parties en conviennent.",
    "es": "El proveedor prestará los servicios con la debida diligencia. Si en un mes no se alcanza el nivel de servicio acordado, el cliente podrá descontar una penalización de la factura siguiente, con un máximo del diez por ciento de las tarifas de ese mes. El presente contrato se rige por las leyes de España y las partes lo aceptan.",
    "it": "Il fornitore presta i servizi con la diligenza che è richiesta a un professionista. Se in un mese il livello di servizio non è raggiunto, il cliente può detrarre una penale dalla fattura successiva, entro il limite del dieci per cento dei corrispettivi del mese. Il presente contratto è regolato dalla legge italiana e dalle parti sottoscritto.",
    "nl": "De leverancier verricht de diensten met de zorg die van een vakman mag worden verwacht. Als in een maand een serviceniveau niet wordt gehaald, kan de klant een korting op de volgende factuur toepassen, tot ten hoogste tien procent van de vergoeding van die maand. Op deze overeenkomst is het recht van België van toepassing en zijn de partijen gebonden.",
    "pt": "O fornecedor presta os serviços com a diligência que se espera de um profissional. Se num mês o nível de serviço não for atingido, o cliente poderá deduzir uma penalidade na fatura seguinte, até ao limite de dez por cento dos preços do mês. O presente contrato é regido pela lei de Portugal e as partes aceitam o seu conteúdo.",
    "und": "Dodavatel poskytuje služby s odbornou péčí, jakou lze očekávat. Není-li úroveň služeb v některém měsíci splněna, odběratel smí snížit následující fakturu, nejvýše však deset procent měsíční ceny. Tato smlouva podléhá českému právu, což strany potvrzují svými podpisy níže, každá strana obdrží jeden stejnopis této smlouvy.",
}


@pytest.mark.parametrize("code", CONTRACTS)
def test_the_language_is_told_from_a_paragraph(code: str) -> None:
    assert language_of(CONTRACTS[code]) == code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("de", "German"),
        ("fr", "French"),
        ("es", "Spanish"),
        ("it", "Italian"),
        ("nl", "Dutch"),
        ("pt", "Portuguese"),
    ],
)
def test_a_warning_names_the_language(code: str, name: str) -> None:
    document = read_document(CONTRACTS[code].encode())
    assert document.language == code
    (warning,) = [w for w in document.warnings if w.code == "language"]
    assert name in warning.message


def test_english_gets_no_warning() -> None:
    document = read_document(CONTRACTS["en"].encode())
    assert document.language == "en"
    assert document.warnings == ()


def test_other_alphabets_are_not_english() -> None:
    assert language_of("Договор поставки заключён между сторонами. " * 20) == "und"
    assert language_of("本合同由双方签订。" * 60) == "und"


@pytest.mark.parametrize("text", ["", "1. Fees", "Acme Ltd, 12 Quay Street, Dublin 2, D02 X285"])
def test_what_is_too_short_to_judge_passes_for_english(text: str) -> None:
    assert language_of(text) == "en"


def test_names_and_figures_alone_pass_for_english() -> None:
    assert (
        language_of("Acme Dublin Widget Sprocket Flange Bolt Nut Washer Screw 12.50 EUR\n" * 30)
        == "en"
    )
