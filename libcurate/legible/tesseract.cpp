#include "libcurate/legible/tesseract.hpp"

#include <cstdlib>
#include <dlfcn.h>
#include <mutex>

namespace curate::legible {

namespace {

// The functions of Tesseract's C interface that are used; handles are opaque.
// Source: Tesseract 5, include/tesseract/capi.h and publictypes.h.
struct Functions {
  void *(*create)();
  void (*destroy)(void *);
  int (*init)(void *, const char *data_path, const char *language);
  int (*set_variable)(void *, const char *name, const char *value);
  void (*set_mode)(void *, int);
  void (*set_image)(void *, const unsigned char *, int width, int height, int bytes_per_pixel,
                    int bytes_per_line);
  void (*set_resolution)(void *, int pixels_per_inch);
  int (*recognize)(void *, void *monitor);
  void *(*iterator)(void *);
  void (*clear)(void *);
  void (*forget)(void *);
  void (*destroy_iterator)(void *);
  int (*next)(void *, int level);
  char *(*text)(const void *, int level);
  float (*confidence)(const void *, int level);
  const void *(*page_of)(const void *);
  int (*box)(const void *, int level, int *left, int *top, int *right, int *bottom);
  void (*delete_text)(const char *);
};

constexpr int sparse_text = 11; // of TessPageSegMode
constexpr int level_word = 3;   // of TessPageIteratorLevel
constexpr const char *library_names[] = {"libtesseract.so.5", "libtesseract.so"};

template <typename Function> bool find(void *library, const char *name, Function &out) {
  out = reinterpret_cast<Function>(dlsym(library, name));
  return out != nullptr;
}

bool find_all(void *library, Functions &f) {
  return find(library, "TessBaseAPICreate", f.create) &&
         find(library, "TessBaseAPIDelete", f.destroy) &&
         find(library, "TessBaseAPIInit3", f.init) &&
         find(library, "TessBaseAPISetVariable", f.set_variable) &&
         find(library, "TessBaseAPISetPageSegMode", f.set_mode) &&
         find(library, "TessBaseAPISetImage", f.set_image) &&
         find(library, "TessBaseAPISetSourceResolution", f.set_resolution) &&
         find(library, "TessBaseAPIRecognize", f.recognize) &&
         find(library, "TessBaseAPIGetIterator", f.iterator) &&
         find(library, "TessBaseAPIClear", f.clear) &&
         find(library, "TessBaseAPIClearAdaptiveClassifier", f.forget) &&
         find(library, "TessResultIteratorDelete", f.destroy_iterator) &&
         find(library, "TessResultIteratorNext", f.next) &&
         find(library, "TessResultIteratorGetUTF8Text", f.text) &&
         find(library, "TessResultIteratorConfidence", f.confidence) &&
         find(library, "TessResultIteratorGetPageIteratorConst", f.page_of) &&
         find(library, "TessPageIteratorBoundingBox", f.box) &&
         find(library, "TessDeleteText", f.delete_text);
}

/// The library's functions, once for the process; nothing where it is absent.
const Functions *functions() {
  static Functions table;
  static const bool is_there = [] {
    // Its own threads gain nothing on pictures this small, and cost the other workers theirs. The
    // limit is read when its OpenMP is loaded.
    setenv("OMP_THREAD_LIMIT", "1", 0);
    for (const char *name : library_names)
      if (void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return find_all(library, table);
    return false;
  }();
  return is_there ? &table : nullptr;
}

tl::unexpected<Problem> missing(std::string what) {
  return problem("DEID-TESSERACT-MISSING", std::move(what),
                 "apt-get install libtesseract5 tesseract-ocr-eng");
}

} // namespace

struct Tesseract::Engine {
  const Functions *f = nullptr;
  void *handle = nullptr;

  Engine(const Functions *table, void *made) : f(table), handle(made) {}
  Engine(const Engine &) = delete;
  Engine &operator=(const Engine &) = delete;
  ~Engine() { f->destroy(handle); }
};

Tesseract::Tesseract(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Tesseract::Tesseract(Tesseract &&) noexcept = default;
Tesseract &Tesseract::operator=(Tesseract &&) noexcept = default;
Tesseract::~Tesseract() = default;

Result<Tesseract> Tesseract::load() {
  const Functions *f = functions();
  if (!f) return missing("the library that reads text in pictures (Tesseract) is not installed");
  // Its initialisation touches tables of the whole process.
  static std::mutex initialising;
  const std::lock_guard lock(initialising);
  auto engine = std::make_unique<Engine>(f, f->create());
  f->set_variable(engine->handle, "debug_file", "/dev/null");
  if (f->init(engine->handle, nullptr, "eng") != 0)
    return missing("the English data of the library that reads text in pictures are absent");
  f->set_variable(engine->handle, "debug_file", "/dev/null");
  return Tesseract(std::move(engine));
}

std::vector<Word> Tesseract::words(std::span<const std::uint8_t> pixels, int columns, int rows) {
  std::vector<Word> out;
  if (columns < 1 || rows < 1 ||
      pixels.size() != static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows))
    return out;
  const Functions &f = *engine_->f;
  void *handle = engine_->handle;
  f.forget(handle);
  f.set_mode(handle, sparse_text);
  f.set_image(handle, pixels.data(), columns, rows, 1, columns);
  f.set_resolution(handle, 150);
  void *at = f.recognize(handle, nullptr) == 0 ? f.iterator(handle) : nullptr;
  if (at) {
    do {
      char *text = f.text(at, level_word);
      if (!text) continue;
      Word word;
      word.text = text;
      f.delete_text(text);
      word.confidence = static_cast<double>(f.confidence(at, level_word));
      const bool has_box = f.box(f.page_of(at), level_word, &word.box.left, &word.box.top,
                                 &word.box.right, &word.box.bottom) != 0;
      if (has_box) out.push_back(std::move(word));
    } while (f.next(at, level_word) != 0);
    f.destroy_iterator(at);
  }
  f.clear(handle);
  return out;
}

} // namespace curate::legible
