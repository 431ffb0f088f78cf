from tests.doors.support_web.conftest import *
from tests.doors.support_web.test_every_page_in_chromium import *
from tests.browser import see
def test_shots(chromium, shared_site, shared_world):
    for someone, pages in ((ALI, ["a request","a queue","finding an account","an account found","an account whose person was seen","letters","figures","a journal"]),(INES, ["something to confirm"]),(ODILE, ["a request that the reviewer reads","a page of another role"])):
        w = window(chromium, shared_site, session_of(someone, shared_world))
        table = FOR_ALI | FOR_INES | FOR_ODILE
        for n in pages:
            kind = table[n]
            if kind.sent is not None: w.page.goto("/assistance/")
            w._answer(kind, kind.path(shared_world))
            for scheme, width in (("light",1280),("dark",390)):
                w.page.emulate_media(color_scheme=scheme)
                w.page.set_viewport_size({"width": width, "height": 900})
                w.page.screenshot(path=f"/tmp/shots/{n.replace(' ','_')}_{width}.png", full_page=True)
        w.page.context.close()
