//! `word/theme/theme1.xml`: validators ask for one. Black on white, and the faces of the document.

use super::fonts::Fonts;
use super::xml::Xml;

pub(super) fn theme(fonts: &Fonts) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/drawingml/2006/main";
    Xml::part("a:theme", &[("xmlns:a", namespace), ("name", "Official")], |xml| {
        xml.element("a:themeElements", &[], |xml| {
            colours(xml);
            faces(xml, fonts);
            formats(xml);
        });
    })
}

fn colours(xml: &mut Xml) {
    let colours = [
        ("a:dk1", "000000"),
        ("a:lt1", "FFFFFF"),
        ("a:dk2", "1F1F1F"),
        ("a:lt2", "F2F2F2"),
        ("a:accent1", "C00000"),
        ("a:accent2", "0B5394"),
        ("a:accent3", "38761D"),
        ("a:accent4", "7F6000"),
        ("a:accent5", "351C75"),
        ("a:accent6", "595959"),
        ("a:hlink", "0B5394"),
        ("a:folHlink", "351C75"),
    ];
    xml.element("a:clrScheme", &[("name", "Official")], |xml| {
        for (name, colour) in colours {
            xml.element(name, &[], |xml| xml.empty("a:srgbClr", &[("val", colour)]));
        }
    });
}

fn faces(xml: &mut Xml, fonts: &Fonts) {
    xml.element("a:fontScheme", &[("name", "Official")], |xml| {
        for (group, face) in [("a:majorFont", &fonts.title), ("a:minorFont", &fonts.body)] {
            xml.element(group, &[], |xml| {
                xml.empty("a:latin", &[("typeface", face)]);
                xml.empty("a:ea", &[("typeface", face)]);
                xml.empty("a:cs", &[("typeface", "")]);
            });
        }
    });
}

/// The schema wants three of each kind: subtle, moderate, intense. Ours are all alike.
fn formats(xml: &mut Xml) {
    let fill = |xml: &mut Xml| {
        xml.element("a:solidFill", &[], |xml| xml.empty("a:schemeClr", &[("val", "phClr")]));
    };
    xml.element("a:fmtScheme", &[("name", "Official")], |xml| {
        xml.element("a:fillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
        xml.element("a:lnStyleLst", &[], |xml| {
            (0..3).for_each(|_| xml.element("a:ln", &[("w", "6350")], fill));
        });
        xml.element("a:effectStyleLst", &[], |xml| {
            for _ in 0..3 {
                xml.element("a:effectStyle", &[], |xml| xml.empty("a:effectLst", &[]));
            }
        });
        xml.element("a:bgFillStyleLst", &[], |xml| (0..3).for_each(|_| fill(xml)));
    });
}
