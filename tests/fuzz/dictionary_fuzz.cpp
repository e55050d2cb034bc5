// Dictionaries as strangers may write them: JSON, or REDCap's CSV.

#include <cstdlib>
#include <cstring>
#include <libcurate/base/error.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/draft.hpp>
#include <libcurate/dictionary/page.hpp>
#include <libcurate/dictionary/redcap.hpp>
#include <libcurate/dictionary/to_json.hpp>
#include <string>

using namespace curate;
using namespace curate::dictionary;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

TableReader table_of(const std::string &text) {
  return TableReader(
      [&text, at = std::size_t{0}](std::span<char> buffer) mutable {
        const std::size_t count = std::min(buffer.size(), text.size() - at);
        std::memcpy(buffer.data(), text.data() + at, count);
        at += count;
        return count;
      },
      Dialect::csv);
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const std::string text(reinterpret_cast<const char *>(data), size);
  if (text.starts_with("{")) {
    const auto parsed = parse(text);
    const Findings findings = check(text, "d.json");
    if (!parsed && findings.empty()) std::abort();
    if (parsed) (void)page_of(*parsed);
    return 0;
  }
  try {
    TableReader table = table_of(text);
    for (const Variable &variable : import_redcap(table).dictionary.variables)
      (void)to_json(variable).dump();
  } catch (const InputError &) {
    // No data dictionary of REDCap: a table to draft from.
  }
  try {
    TableReader table = table_of(text);
    (void)draft(table).dump();
  } catch (const InputError &) {
    // No columns.
  }
  return 0;
}
