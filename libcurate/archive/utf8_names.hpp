#pragma once

#include <locale.h>

namespace curate::archive {

/// While it lives, names of entries are UTF-8 for libarchive in this thread, whatever the user's
/// locale is. Where the system has no such locale nothing changes, and only ASCII can be written.
class Utf8Names {
public:
  Utf8Names() : before_(::uselocale(utf8())) {}
  Utf8Names(const Utf8Names &) = delete;
  Utf8Names &operator=(const Utf8Names &) = delete;
  ~Utf8Names() { ::uselocale(before_); }

private:
  static locale_t utf8() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
  }
  locale_t before_;
};

} // namespace curate::archive
