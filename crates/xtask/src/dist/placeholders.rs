//! The main module without what keeps places in the table of functions for the chunks. The splitter writes a segment of
//! nothing for each place, for tools that still look at the module; when they are done a table is empty by itself.

use anyhow::Result;
use wasm_encoder::reencode::{self, Error, Reencode};
use wasm_encoder::{ElementSection, Module};
use wasmparser::{Element, ElementItems, ElementKind, Operator, Parser};

struct Kept;

impl Reencode for Kept {
    type Error = anyhow::Error;

    fn parse_element(
        &mut self,
        elements: &mut ElementSection,
        element: Element<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if is_placeholder(&element)? {
            return Ok(());
        }
        reencode::utils::parse_element(self, elements, element)
    }
}

/// The module without them.
pub(crate) fn without_placeholders(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Module::new();
    Kept.parse_core_module(&mut kept, Parser::new(0), module).map_err(|fault| anyhow::anyhow!("{fault}"))?;
    Ok(kept.finish())
}

/// Whether a segment is written to the table at the start, and puts no function there.
fn is_placeholder(element: &Element<'_>) -> Result<bool, Error<anyhow::Error>> {
    // Instructions name those by their place among all segments, which is another one when some go.
    if matches!(element.kind, ElementKind::Passive) {
        return Err(Error::UserError(anyhow::anyhow!("the module has a passive segment of functions")));
    }
    if !matches!(element.kind, ElementKind::Active { .. }) {
        return Ok(false);
    }
    match &element.items {
        ElementItems::Functions(functions) => Ok(functions.count() == 0),
        ElementItems::Expressions(_, items) => {
            for item in items.clone() {
                let mut operators = item?.get_operators_reader();
                if !matches!(operators.read()?, Operator::RefNull { .. }) {
                    return Ok(false);
                }
            }
            Ok(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        CodeSection, ConstExpr, Elements, Function, FunctionSection, HeapType, Instruction, RefType,
        TableSection, TableType, TypeSection,
    };
    use wasmparser::Payload;

    #[test]
    fn segments_of_nothing_go_and_functions_stay() {
        let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
        types.ty().function([], []);
        functions.function(0);
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 9,
            maximum: None,
            shared: false,
        });
        let (nothing, function) = (ConstExpr::ref_null(HeapType::FUNC), ConstExpr::ref_func(0));
        let mut elements = ElementSection::new();
        let mut put = |at, items| {
            elements.active(Some(0), &ConstExpr::i32_const(at), items);
        };
        put(0, Elements::Expressions(RefType::FUNCREF, vec![nothing.clone(), nothing.clone()].into()));
        put(2, Elements::Functions(vec![].into()));
        put(3, Elements::Functions(vec![0].into()));
        put(4, Elements::Expressions(RefType::FUNCREF, vec![nothing, function].into()));
        let mut code = CodeSection::new();
        code.function(Function::new([]).instruction(&Instruction::End));
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&tables).section(&elements).section(&code);

        let kept = without_placeholders(&module.finish()).unwrap();
        let segments = Parser::new(0).parse_all(&kept).find_map(|payload| match payload.unwrap() {
            Payload::ElementSection(section) => {
                Some(section.into_iter().map(|segment| segment.unwrap().items))
            }
            _ => None,
        });
        let sizes: Vec<_> = segments
            .unwrap()
            .map(|items| match items {
                ElementItems::Functions(functions) => functions.count(),
                ElementItems::Expressions(_, items) => items.count(),
            })
            .collect();
        assert_eq!(sizes, [1, 2]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without_placeholders(b"<html>").is_err());
    }
}
