from tests.browser import see
def test_x(world, signs_in, sort):
    from tests.people import CAMILLE, KELLER
    c = signs_in(CAMILLE)
    c.page.goto("/accueil/")
    see(c.page, f"j-home-{sort.width}")
    print(c.words)
    c.page.goto("/historique/"); see(c.page, f"j-history-{sort.width}")
    c.page.goto("/acces/"); see(c.page, f"j-access-{sort.width}")
    c.page.goto("/documents/"); see(c.page, f"j-documents-{sort.width}")
