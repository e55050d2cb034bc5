// What `leaks` reads: a file of any kind, opened, unpacked and searched in every way; and values of
// any kind, spelled and searched for.

#include <libcurate/leaks/look_into.hpp>
#include <libcurate/leaks/self_search.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

struct Known {
  Known() {
    deid::KnownValues values;
    values.add(deid::Identifies::person_name, "Mühlenbrock^Annegret");
    values.add(deid::Identifies::id, "47110839");
    values.add(deid::Identifies::date, "20240512");
    searcher.emplace(leaks::Needles(values, deid::Vocabulary()));
    days = leaks::days_of(values);
  }
  std::optional<leaks::Searcher> searcher;
  Secret<leaks::KnownDays> days;
};

void look_at_file(std::span<const std::byte> bytes) {
  static const Known known;
  const leaks::Wanted wanted{*known.searcher, known.days};
  leaks::FileReport report(wanted);
  auto content =
      leaks::Content::of_bytes(archive::Bytes(std::vector<std::byte>(bytes.begin(), bytes.end())));
  leaks::look_into(content, "x", "x", report);
  if (report.leaks().size() > leaks::FileReport::most_leaks) std::abort();
}

// The first byte is the kind; the value is found in itself unless it cannot be searched.
void search_for(std::span<const std::byte> bytes) {
  const auto kind =
      static_cast<deid::Identifies>(std::to_integer<unsigned>(bytes[0]) % leaks::kind_count);
  const std::string_view text(reinterpret_cast<const char *>(bytes.data()) + 1, bytes.size() - 1);
  deid::KnownValues values;
  values.add(kind, text.substr(0, 300));
  const leaks::SelfSearch search(values);
  search.look(text, "text");
  search.look(text, "bytes", leaks::Reading::binary);
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  const auto bytes = fuzz::bytes_of(data, size);
  if (bytes.empty()) return 0;
  look_at_file(bytes);
  search_for(bytes);
  return 0;
}
