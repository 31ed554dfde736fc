//! What a component is given to show.

use std::rc::Rc;

use crate::{IntoView, View};

/// Children that are drawn once.
pub type Children = Box<dyn FnOnce() -> View>;

/// Children that may be drawn again.
pub type ChildrenFn = Rc<dyn Fn() -> View>;

/// What `view!` makes of a component's children.
pub trait ToChildren<F> {
    /// The children.
    fn to_children(draw: F) -> Self;
}

impl<F: FnOnce() -> View + 'static> ToChildren<F> for Children {
    fn to_children(draw: F) -> Self {
        Box::new(draw)
    }
}

impl<F: FnOnce() -> View + 'static> ToChildren<F> for Option<Children> {
    fn to_children(draw: F) -> Self {
        Some(Box::new(draw))
    }
}

impl<F: Fn() -> View + 'static> ToChildren<F> for ChildrenFn {
    fn to_children(draw: F) -> Self {
        Rc::new(draw)
    }
}

/// A view that may be drawn again, as a property.
#[derive(Clone)]
pub struct ViewFn(Rc<dyn Fn() -> View>);

impl ViewFn {
    /// Draws it.
    #[must_use]
    pub fn run(&self) -> View {
        (self.0)()
    }
}

impl Default for ViewFn {
    fn default() -> Self {
        Self(Rc::new(View::default))
    }
}

impl<F, V> From<F> for ViewFn
where
    F: Fn() -> V + 'static,
    V: IntoView,
{
    fn from(draw: F) -> Self {
        Self(Rc::new(move || draw().into_view()))
    }
}
