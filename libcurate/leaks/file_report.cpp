#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <libcurate/leaks/date_spellings.hpp>
#include <libcurate/leaks/file_report.hpp>
#include <libcurate/leaks/spellings.hpp>

namespace curate::leaks {

Secret<KnownDays> days_of(const deid::KnownValues &values) {
  KnownDays days;
  const deid::Vocabulary vocabulary;
  for (const auto &value : *values.values().reveal()) {
    if (value.what != deid::Identifies::date && value.what != deid::Identifies::birth_date)
      continue;
    if (spellings_of(value, vocabulary).why_none != Unsearchable::no) continue;
    if (const auto day = day_in(value.text)) days.emplace(*day, value.what);
  }
  return Secret(std::move(days));
}

void FileReport::search(std::span<const std::byte> bytes, Reading reading, const std::string &file,
                        std::string_view place, std::uint64_t offset_bytes) {
  constexpr std::size_t part_bytes = std::size_t{16} << 20;
  for (std::size_t begin = 0; begin < bytes.size() && !is_full_; begin += part_bytes) {
    const std::size_t end = std::min(begin + part_bytes, bytes.size());
    wanted_.searcher.search_part(bytes, begin, end, reading, [&](const Hit &hit) {
      add(wanted_.searcher.meaning(hit), file, place, offset_bytes + hit.offset);
      return !is_full_;
    });
    if (content_ && end - begin == part_bytes) content_->forget(bytes.subspan(begin, end - begin));
  }
}

void FileReport::search_lines(std::span<const std::byte> bytes, Reading reading,
                              const std::string &file) {
  std::vector<Hit> hits;
  constexpr std::size_t most_hits = 100'000;
  wanted_.searcher.search(bytes, reading, [&](const Hit &hit) {
    hits.push_back(hit);
    return hits.size() < most_hits;
  });
  std::ranges::sort(hits);
  std::size_t line = 1, at = 0;
  for (const Hit &hit : hits) {
    line += static_cast<std::size_t>(
        std::count(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                   bytes.begin() + static_cast<std::ptrdiff_t>(hit.offset), std::byte{'\n'}));
    at = hit.offset;
    add(wanted_.searcher.meaning(hit), file, fmt::format("line {}", line), hit.offset);
  }
}

void FileReport::search_time(std::int64_t seconds, const std::string &file,
                             std::string_view place) {
  constexpr std::int64_t day_s = 86'400, latest = 253'402'300'799; // the year 9999
  if (seconds <= 0 || seconds > latest) return;
  const std::chrono::year_month_day day{
      std::chrono::sys_days(std::chrono::days(static_cast<int>(seconds / day_s)))};
  const auto &days = wanted_.days.reveal();
  const auto found =
      days.find(fmt::format("{:04}{:02}{:02}", static_cast<int>(day.year()),
                            static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())));
  if (found != days.end()) add({found->second, Form::date, Encoding::utf8, 0}, file, place, 0);
}

bool FileReport::search_name(std::string_view name, const std::string &file,
                             std::string_view place) {
  bool is_found = false;
  wanted_.searcher.search(std::as_bytes(std::span(name)), Reading::text, [&](const Hit &hit) {
    add(wanted_.searcher.meaning(hit), file, place, hit.offset);
    is_found = true;
    return true;
  });
  return is_found;
}

void FileReport::add(const Searcher::Meaning &meaning, const std::string &file,
                     std::string_view place, std::uint64_t offset_bytes) {
  Key key(file, place, meaning.what, meaning.form, meaning.encoding);
  auto found = seen_.find(key);
  if (found == seen_.end()) {
    if (seen_.size() >= most_leaks) {
      if (!is_full_)
        note(Severity::error, "LEAKS-MANY", {},
             fmt::format("a file holds values in more than {} places; the others are not told",
                         most_leaks));
      is_full_ = true;
      return;
    }
    found = seen_.emplace(std::move(key), Seen{offset_bytes, 0}).first;
  }
  found->second.offset_bytes = std::min(found->second.offset_bytes, offset_bytes);
  ++found->second.count;
}

void FileReport::note(Severity severity, std::string code, const std::string &file,
                      std::string message, std::string remedy) {
  findings_.push_back({severity, std::move(code), file, {}, std::move(message), std::move(remedy)});
}

std::vector<Leak> FileReport::leaks() const {
  std::vector<Leak> leaks;
  for (const auto &[key, seen] : seen_) {
    const auto &[file, place, what, form, encoding] = key;
    leaks.push_back({file, place, what, form, encoding, seen.offset_bytes, seen.count});
  }
  std::ranges::sort(leaks, [](const Leak &a, const Leak &b) {
    return std::tie(a.file, a.offset_bytes, a.place, a.what, a.form, a.encoding) <
           std::tie(b.file, b.offset_bytes, b.place, b.what, b.form, b.encoding);
  });
  return leaks;
}

} // namespace curate::leaks
