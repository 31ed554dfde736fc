//! The files of a first page as one module.
//!
//! The splitter writes a file for each set of chunks that share something, over a hundred for a page, most under 300
//! bytes: half of such a file says what is imported and where its functions go. Merged, that is said once, the browser
//! starts one module, and functions that found each other through the table call each other.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataCountSection, DataSection, ElementSection, Elements, Function,
    FunctionSection, ImportSection, Instruction, Module, TypeSection,
};
use wasmparser::{
    CompositeInnerType, ElementItems, ElementKind, FuncType, FunctionBody, Import, Operator, Parser, Payload,
    TypeRef,
};

/// The section that says which files a merged module is made of.
const FILES: &str = "files";

/// One of the modules, and what its numbers are in the merged one.
struct Part<'a> {
    payloads: Vec<Payload<'a>>,
    types: Vec<u32>,
    tables: Vec<u32>,
    memories: Vec<u32>,
    globals: Vec<u32>,
    first_function: u32,
    first_data: u32,
}

impl Reencode for Part<'_> {
    type Error = std::convert::Infallible;

    fn type_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(known(&self.types, index))
    }

    fn table_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(known(&self.tables, index))
    }

    fn memory_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(known(&self.memories, index))
    }

    fn global_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(known(&self.globals, index))
    }

    fn function_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.first_function + index)
    }

    fn data_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.first_data + index)
    }
}

/// What a valid module names is there.
fn known(indices: &[u32], index: u32) -> u32 {
    usize::try_from(index).ok().and_then(|index| indices.get(index).copied()).unwrap_or(u32::MAX)
}

/// What is said once in the merged module.
#[derive(Default)]
struct Heads {
    types: Vec<FuncType>,
    imports: Vec<(String, String, TypeRef)>,
}

impl Heads {
    fn type_of(&mut self, wanted: FuncType) -> Result<u32> {
        let at = self.types.iter().position(|known| *known == wanted).unwrap_or_else(|| {
            self.types.push(wanted);
            self.types.len() - 1
        });
        Ok(u32::try_from(at)?)
    }

    /// The number of an import among those of its kind.
    fn import(&mut self, import: &Import<'_>) -> Result<u32> {
        let kind = std::mem::discriminant(&import.ty);
        let known = self.imports.iter().position(|(module, name, ty)| {
            (module.as_str(), name.as_str(), *ty) == (import.module, import.name, import.ty)
        });
        let at = known.unwrap_or_else(|| {
            self.imports.push((import.module.to_owned(), import.name.to_owned(), import.ty));
            self.imports.len() - 1
        });
        let before = self.imports[..at].iter().filter(|(.., ty)| std::mem::discriminant(ty) == kind);
        Ok(u32::try_from(before.count())?)
    }
}

/// Modules that import the same table, memory and globals and no functions, as one. `files` says which they are, for
/// whoever loads it.
pub(crate) fn merge(files: &str, modules: &[&[u8]]) -> Result<Vec<u8>> {
    let mut heads = Heads::default();
    let mut parts = Vec::new();
    let (mut functions, mut data) = (0, 0);
    for bytes in modules {
        let part = part(bytes, &mut heads, &mut functions, &mut data)?;
        parts.push(part);
    }
    let slots = slots(&parts)?;

    let mut module = Module::new();
    module.section(&CustomSection { name: FILES.into(), data: files.as_bytes().into() });
    // What holds for all of them is the same in each.
    let shared = parts.first_mut().context("there is nothing to merge")?;
    let mut types = TypeSection::new();
    for ty in &heads.types {
        types.ty().func_type(&shared.func_type(ty.clone())?);
    }
    let mut imports = ImportSection::new();
    for (from, name, ty) in &heads.imports {
        imports.import(from, name, shared.entity_type(*ty)?);
    }
    let (mut signatures, mut code) = (FunctionSection::new(), CodeSection::new());
    let mut segments = DataSection::new();
    for part in &mut parts {
        for payload in std::mem::take(&mut part.payloads) {
            match payload {
                Payload::FunctionSection(section) => part.parse_function_section(&mut signatures, section)?,
                Payload::CodeSectionEntry(body) => {
                    code.function(&function(part, &body, &slots)?);
                }
                Payload::DataSection(section) => part.parse_data_section(&mut segments, section)?,
                _ => {}
            }
        }
    }
    module.section(&types).section(&imports).section(&signatures).section(&elements(&slots)?);
    if data > 0 {
        module.section(&DataCountSection { count: data });
    }
    module.section(&code).section(&segments);
    let merged = module.finish();
    wasmparser::Validator::new().validate_all(&merged).context("the merged module is not valid")?;
    Ok(merged)
}

/// Reads one module's head and numbers what is in it.
fn part<'a>(bytes: &'a [u8], heads: &mut Heads, functions: &mut u32, data: &mut u32) -> Result<Part<'a>> {
    let mut part = Part {
        payloads: Vec::new(),
        types: Vec::new(),
        tables: Vec::new(),
        memories: Vec::new(),
        globals: Vec::new(),
        first_function: *functions,
        first_data: *data,
    };
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        match &payload {
            Payload::TypeSection(section) => {
                for group in section.clone() {
                    for ty in group?.into_types() {
                        let CompositeInnerType::Func(ty) = ty.composite_type.inner else {
                            bail!("a type of something else than a function");
                        };
                        part.types.push(heads.type_of(ty)?);
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    let import = import?;
                    let of_kind = match import.ty {
                        TypeRef::Table(_) => &mut part.tables,
                        TypeRef::Memory(_) => &mut part.memories,
                        TypeRef::Global(_) => &mut part.globals,
                        other => bail!(
                            "{} is imported, which is no table, memory or global: {other:?}",
                            import.name
                        ),
                    };
                    of_kind.push(heads.import(&import)?);
                }
            }
            Payload::FunctionSection(section) => *functions += section.count(),
            Payload::DataSection(section) => *data += section.count(),
            Payload::Version { .. }
            | Payload::ElementSection(_)
            | Payload::DataCountSection { .. }
            | Payload::CodeSectionStart { .. }
            | Payload::CodeSectionEntry(_)
            | Payload::CustomSection(_)
            | Payload::End(_) => {}
            other => bail!("a part that the splitter never wrote: {other:?}"),
        }
        part.payloads.push(payload);
    }
    Ok(part)
}

/// Which function stands where in the table.
fn slots(parts: &[Part<'_>]) -> Result<BTreeMap<u32, u32>> {
    let mut slots = BTreeMap::new();
    for part in parts {
        for payload in &part.payloads {
            let Payload::ElementSection(section) = payload else { continue };
            for element in section.clone() {
                let element = element?;
                let (ElementKind::Active { table_index, offset_expr }, ElementItems::Functions(items)) =
                    (element.kind, element.items)
                else {
                    bail!("functions for the table that are not simply put there");
                };
                ensure!(table_index.is_none_or(|table| table == 0), "functions for another table");
                let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                    bail!("a place in the table that is no number");
                };
                for (at, function) in (u32::try_from(value)?..).zip(items) {
                    let known = slots.insert(at, part.first_function + function?);
                    ensure!(known.is_none(), "two functions for one place in the table");
                }
            }
        }
    }
    Ok(slots)
}

/// The table's functions, neighbours in one segment.
fn elements(slots: &BTreeMap<u32, u32>) -> Result<ElementSection> {
    let mut segments = Vec::<(u32, Vec<u32>)>::new();
    for (&slot, &function) in slots {
        match segments.last_mut() {
            Some((from, functions)) if *from + u32::try_from(functions.len())? == slot => {
                functions.push(function)
            }
            _ => segments.push((slot, vec![function])),
        }
    }
    let mut section = ElementSection::new();
    for (from, functions) in segments {
        let from = ConstExpr::i32_const(i32::try_from(from)?);
        section.active(None, &from, Elements::Functions(functions.into()));
    }
    Ok(section)
}

/// A function with its calls: what is in the module is called as it is, without the table.
fn function(part: &mut Part<'_>, body: &FunctionBody<'_>, slots: &BTreeMap<u32, u32>) -> Result<Function> {
    let mut function = part.new_function_with_parsed_locals(body)?;
    let mut operators = body.get_operators_reader()?;
    let mut constant = None;
    while !operators.eof() {
        let operator = operators.read()?;
        if let Some(value) = constant.take() {
            let callee = u32::try_from(value).ok().and_then(|slot| slots.get(&slot));
            if let (Some(callee), Operator::CallIndirect { table_index: 0, .. }) = (callee, &operator) {
                function.instruction(&Instruction::Call(*callee));
                continue;
            }
            function.instruction(&Instruction::I32Const(value));
        }
        match operator {
            Operator::I32Const { value } => constant = Some(value),
            operator => {
                function.instruction(&part.instruction(operator)?);
            }
        }
    }
    Ok(function)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, RefType, TableType, ValType};

    /// A module that puts one function at `slot`, which calls the one at `callee` and the one at 90.
    fn module(slot: i32, callee: i32, result: &[ValType]) -> Vec<u8> {
        let (mut types, mut imports, mut functions) =
            (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([], []);
        types.ty().function([], result.iter().copied());
        let table = TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: 100,
            maximum: None,
            shared: false,
        };
        imports.import("a", "table", EntityType::Table(table));
        functions.function(0);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(slot), Elements::Functions(vec![0].into()));
        let mut body = Function::new([]);
        for slot in [callee, 90] {
            body.instruction(&Instruction::I32Const(slot));
            body.instruction(&Instruction::CallIndirect { type_index: 0, table_index: 0 });
        }
        body.instruction(&Instruction::End);
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&elements).section(&code);
        module.finish()
    }

    fn calls(module: &[u8]) -> Vec<String> {
        let mut calls = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                for operator in body.get_operators_reader().unwrap() {
                    match operator.unwrap() {
                        Operator::Call { function_index } => calls.push(format!("call {function_index}")),
                        Operator::CallIndirect { .. } => calls.push("indirect".to_owned()),
                        _ => {}
                    }
                }
            }
        }
        calls
    }

    #[test]
    fn modules_are_one_and_call_each_other_without_the_table() {
        let (one, other) = (module(5, 6, &[]), module(6, 5, &[ValType::I32]));
        let merged = merge("a1", &[&one, &other]).unwrap();
        assert_eq!(calls(&merged), ["call 1", "indirect", "call 0", "indirect"]);
        let (mut types, mut imports, mut segments, mut files) = (0, 0, 0, Vec::new());
        for payload in Parser::new(0).parse_all(&merged) {
            match payload.unwrap() {
                Payload::TypeSection(section) => types = section.count(),
                Payload::ImportSection(section) => imports = section.count(),
                Payload::ElementSection(section) => segments = section.count(),
                Payload::CustomSection(section) if section.name() == FILES => files = section.data().to_vec(),
                _ => {}
            }
        }
        assert_eq!((types, imports, segments, files), (2, 1, 1, b"a1".to_vec()));
    }

    #[test]
    fn what_cannot_be_merged_is_refused() {
        let one = module(5, 6, &[]);
        assert!(merge("", &[&one, &one]).unwrap_err().to_string().contains("two functions"));
        assert!(merge("", &[b"<html>"]).is_err());
        assert!(merge("", &[]).is_err());
    }
}
