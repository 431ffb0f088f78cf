import copy, json
from collections import Counter
from carnet.core.access.actors import Holder
from tests.doors.fhir.client import bundle, document_reference
from tests.installation import *

def paths(o, p=()):
    yield p
    if isinstance(o, dict):
        for k, v in o.items():
            yield from paths(v, (*p, k))
    elif isinstance(o, list):
        for i, v in enumerate(o):
            yield from paths(v, (*p, i))

def mutate(o, p, how):
    o = copy.deepcopy(o)
    t = o
    for s in p[:-1]:
        t = t[s]
    if how == "del":
        del t[p[-1]]
    elif how == "dup" and isinstance(t, list):
        t.append(copy.deepcopy(t[p[-1]]))
    elif how == "ext" and isinstance(t, dict) and isinstance(t[p[-1]], str):
        v = t.pop(p[-1]); t["_" + p[-1]] = {"extension": [{"url": "http://x.example/a", "valueString": "x"}]}
    elif how == "nul" and isinstance(t[p[-1]], str):
        t[p[-1]] += "\u0000"
    elif how == "long" and isinstance(t[p[-1]], str):
        import random
        t[p[-1]] += "".join(random.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(20000))
    elif how == "years" and isinstance(t[p[-1]], str):
        t[p[-1]] = "0001-01-01"
    elif how == "yeare" and isinstance(t[p[-1]], str):
        t[p[-1]] = "9999-12-31T23:59:60-12:00"
    elif how == "numb":
        t[p[-1]] = 12
    elif how == "empty":
        t[p[-1]] = ""
    elif how == "x" and isinstance(t[p[-1]], str):
        t[p[-1]] = "x"
    else:
        return None
    return o

def test_fuzz(installation, software):
    record = installation.opens(CAMILLE)
    haddad = software(HADDAD)
    holder = software(Holder(record))
    base = note(CAMILLE, by=HADDAD)
    doc = note(CAMILLE, by=HADDAD)
    import dataclasses
    from carnet.core.vocabulary.code import Code
    entry = dataclasses.replace(base.entry, facility_type=Code("SA01","1.2.250.1.71.4.2.4"), practice_setting=Code("ETABLISSEMENT","1.2.250.1.213.1.1.4.9"), events=(Code("X","1.2.3"),), service_stop=base.entry.creation)
    def br(n):
        e = dataclasses.replace(entry, unique_id=UniqueId(f"urn:oid:1.2.{n}"))
        b = bundle(e, base.content)
        d = b["entry"][1]["resource"]
        d["context"] = {"event":[{"coding":[{"system":"urn:oid:1.2","code":"a"}]}],"period":{"start":"2026-11-20T09:00:00+01:00","end":"2026-11-20T10:00:00+01:00"},"facilityType":{"coding":[{"system":"urn:oid:1.2","code":"a"}]},"practiceSetting":{"coding":[{"system":"urn:oid:1.2","code":"a"}]}}
        d["contained"] = [
            {"resourceType":"PractitionerRole","id":"a0","practitioner":{"reference":"#p"},"organization":{"reference":"#o"},"code":[{"coding":[{"system":"urn:oid:1.2","code":"10"}]}]},
            {"resourceType":"Practitioner","id":"p","identifier":[{"system":"urn:oid:1.2.250.1.71.4.2.1","value":HADDAD.identifier.value}],"name":[{"family":"Haddad","given":["Inès"],"prefix":["Dr"]}]},
            {"resourceType":"Organization","id":"o","name":"CHU","identifier":[{"system":"urn:oid:1.2.250.1.71.4.2.2","value":"1440000289"}]},
        ]
        d["content"][0]["format"]={"system":"urn:oid:1.3.6.1.4.1.19376.1.2.3","code":"urn:ihe:iti:xds:2017:mimeTypeSufficient"}
        d["description"]="bla"
        d["authenticator"]={"reference":"#a0"}
        d["relatesTo"]=[{"code":"transforms","target":{"reference":"DocumentReference/x"}}]
        return b
    b0 = br(0)
    a = haddad.post("", b0); print(a.status, a.body[:600])
    counts = Counter(); bad = []
    n = 1
    allp = [p for p in paths(b0) if p]
    print(len(allp))
    for how in ("del","dup","ext","nul","long","years","yeare","numb","empty","x"):
        for p in allp:
            n += 1
            m = mutate(br(n), p, how)
            if m is None: continue
            a = haddad.post("", m)
            counts[a.status] += 1
            if a.status >= 500:
                bad.append((how, p, "post"))
            if a.status == 200:
                l = holder.get(f"DocumentReference?patient={ident(record)}&status=current,superseded&_count=1") if True else None
                if l.status != 200:
                    bad.append((how, p, "list", l.status)); 
                    pass
                pass
    print(counts)
    for b in bad: print(b)
    assert 0
    pass

def ident(r):
    from carnet.doors.fhir.identifiers import record_id_text
    return record_id_text(r)
