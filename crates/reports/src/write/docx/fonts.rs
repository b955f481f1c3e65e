//! The faces of official documents, by name.

use super::xml::Xml;

/// The names of the faces. A name is only a name: the reader's machine must have the face, and offices
/// with other editions (方正仿宋_GBK under UOS or Kylin) set other names here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fonts {
    /// Titles: 小标宋.
    pub title: String,
    /// Body: 仿宋.
    pub body: String,
    /// Headings of the first level: 黑体.
    pub first: String,
    /// Headings of the second level: 楷体.
    pub second: String,
    /// Page numbers: 宋体.
    pub page_number: String,
}

impl Default for Fonts {
    fn default() -> Fonts {
        Fonts {
            title: "方正小标宋简体".to_owned(),
            body: "仿宋_GB2312".to_owned(),
            first: "黑体".to_owned(),
            second: "楷体_GB2312".to_owned(),
            page_number: "宋体".to_owned(),
        }
    }
}

/// `w:rFonts`: one face for Chinese and Latin, so that digits keep to the grid.
pub(super) fn face(xml: &mut Xml, name: &str) {
    xml.empty(
        "w:rFonts",
        &[("w:ascii", name), ("w:eastAsia", name), ("w:hAnsi", name), ("w:cs", name)],
    );
}

/// `word/fontTable.xml`: which faces are used, and what comes near each.
pub(super) fn table(fonts: &Fonts) -> Vec<u8> {
    let faces = [
        (&fonts.title, "宋体"),
        (&fonts.body, "仿宋"),
        (&fonts.first, "SimHei"),
        (&fonts.second, "楷体"),
        (&fonts.page_number, "SimSun"),
    ];
    Xml::part("w:fonts", &[super::W], |xml| {
        let mut named: Vec<&String> = vec![];
        for (name, near) in faces {
            if named.contains(&name) {
                continue;
            }
            named.push(name);
            xml.element("w:font", &[("w:name", name)], |xml| {
                xml.val("w:altName", near);
                // 86 is GB 2312.
                xml.val("w:charset", "86");
                xml.val("w:family", "auto");
                xml.val("w:pitch", "default");
            });
        }
    })
}
