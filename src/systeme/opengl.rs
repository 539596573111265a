//! What the OpenGL driver is told beyond drawing.

use std::ffi::{CStr, c_void};

use eframe::glow::{Context, HasContext as _};

/// Says that every shader is compiled, for the driver to let its compiler go.
///
/// With Mesa, seven megabytes, which the first frame then uses again. No more than a hint: a shader
/// compiled later brings the compiler back. The context must be current in this thread; `address`
/// finds its functions.
pub fn release_shader_compiler(gl: &Context, address: &dyn Fn(&CStr) -> *const c_void) {
    let version = gl.version();
    let connue = version.is_embedded
        || (version.major, version.minor) >= (4, 1)
        || gl
            .supported_extensions()
            .contains("GL_ARB_ES2_compatibility");
    let fonction = address(c"glReleaseShaderCompiler");
    if !connue || fonction.is_null() {
        return;
    }
    #[expect(unsafe_code, reason = "glow does not name this function")]
    // SAFETY: the driver says it has this function, which takes nothing and returns nothing.
    unsafe {
        std::mem::transmute::<*const c_void, unsafe extern "system" fn()>(fonction)();
    }
}
