#include <libcurate/deid/identifying_text.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <re2/re2.h>
#include <string>
#include <utility>

namespace curate::deid {

namespace {

// What patterns are put together of: days, months and years as they are typed, what may part them,
// and how the names of months begin in English, German, French, Spanish and Italian. Some of those
// are words of imaging too (mag, set, gen): they need a whole year.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> parts = {{
    {"<day name>", R"(<day>(?:st|nd|rd|th|\.|er|o)?)"},
    {"<any name>", "(?:<clear name>|gen|mag|set)"},
    {"<clear name>",
     "(?:jan|j\xC3\xA4n|feb|f\xC3\xA9v|fev|apr|avr|abr|jun|juin|jul|juil|giu|lug|aug|"
     "ao\xC3\xBBt|aout|oct|okt|ott|nov|dez|dic|d\xC3\xA9"
     "c|march|marz|maerz|m\xC3\xA4rz|mrz|mars|sept|mar|may|mai|ene|ago|sep|dec|sett|genn|magg)"},
    {"<rest>", R"([a-z]{0,7}\.?)"},
    {"<between>", "[-./, ]{0,2}(?:de |of )?"},
    {"<apart>", R"((?:[-./, ]|\. ))"},
    {"<day>", R"((?:0?[1-9]|[12]\d|3[01]))"},
    {"<month>", "(?:0?[1-9]|1[0-2])"},
    {"<day 2>", R"((?:0[1-9]|[12]\d|3[01]))"},
    {"<month 2>", "(?:0[1-9]|1[0-2])"},
    {"<year>", R"((?:18|19|20)\d\d)"},
}};

// Each one with its core in a group. Digits do not go on beyond their ends.
constexpr std::array patterns = std::to_array<std::string_view>({
    R"(([\w.+-]+@[\w-]+(?:\.[\w-]+)*))",
    R"(((?:https?://|www\.)\S+))",
    R"((?:^|[^a-z])((?:(?:dr|prof|mr|mrs|ms)\. ?|(?:prof|frau|herr|herrn|mrs|mme) )[a-z\x80-\xFF]{2,}))",
    R"((?:^|[^\d.])([0-2](?:\.\d+){5,}))",
    R"((?:^|\D)(<year><apart>?<month 2><apart>?<day 2>)(?:\D|$))",
    R"((?:^|\D)(<year><apart><month><apart><day>)(?:\D|$))",
    R"((?:^|\D)(<day><apart><month><apart><year>)(?:\D|$))",
    R"((?:^|\D)(<month><apart><day><apart><year>)(?:\D|$))",
    R"((?:^|[^\d.])(<day 2><apart><month 2><apart>\d\d)(?:[^\d.]|\.?$|\.\D))",
    R"((?:^|[^\d.])(<month 2><apart><day 2><apart>\d\d)(?:[^\d.]|\.?$|\.\D))",
    R"((?:^|\D)(<day>[-/]<month>[-/]\d\d)(?:\D|$))",
    R"((?:^|\D)(<month>[-/]<day>[-/]\d\d)(?:\D|$))",
    R"((?:^|\D)(<day name><between><any name><rest><between><year>)(?:\D|$))",
    R"((?:^|\D)(<day name><between><clear name><rest><between>'?\d\d)(?:\D|$))",
    R"((?:^|[^a-z])(<any name><rest><between><day name>[-./, ]{1,2}<year>)(?:\D|$))",
    R"((?:^|\D)(<year><between><any name><rest><between><day>)(?:\D|$))",
    R"((?:^|[^a-z])(<clear name><rest><between><year>)(?:\D|$))",
    R"(((?:\+|\b00)\d[\d ()/-]{5,}\d))",
    R"((?:^|\D)(\(\d{2,5}\) ?\d{3,4}[-. ]?\d{2,}))",
    R"((?:^|\D)(\d{3}[-.]\d{3}[-.]\d{4})(?:\D|$))",
    R"((?:^|\D)(\d{3}-\d{2}-\d{4})(?:\D|$))",
    R"((?:^|[^\d.])(0\d{1,4}[ /-]\d{3,}[ -]?\d{2,})(?:\D|$))",
    R"((?:^|\D)((?:<day 2><month 2>|<month 2><day 2>)<year>)(?:\D|$))",
    R"((?:^|[^\d.])(\d{7,}))",
    R"((?:^|\D)\.(\d{7,}))",
    R"(\.\d+\.(\d{7,}))",
});

std::string expanded(std::string_view pattern) {
  std::string out(pattern);
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (const auto &[name, meaning] : parts)
      for (auto at = out.find(name); at != std::string::npos; at = out.find(name)) {
        out.replace(at, name.size(), meaning);
        is_changed = true;
      }
  }
  return out;
}

struct Patterns {
  std::vector<std::unique_ptr<re2::RE2>> each;
  std::unique_ptr<re2::RE2> any;
};

const Patterns &compiled() {
  static const Patterns all = [] {
    // Bytes that are no UTF-8 part words as well.
    re2::RE2::Options options;
    options.set_encoding(re2::RE2::Options::EncodingLatin1);
    options.set_case_sensitive(false);
    Patterns made;
    std::string joined;
    for (const std::string_view pattern : patterns) {
      const std::string whole = expanded(pattern);
      made.each.push_back(std::make_unique<re2::RE2>(whole, options));
      joined += (joined.empty() ? "" : "|") + whole;
    }
    options.set_never_capture(true);
    made.any = std::make_unique<re2::RE2>(joined, options);
    return made;
  }();
  return all;
}

std::string with_borders(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '_', ' ');
  std::replace(out.begin(), out.end(), '^', ' ');
  return out;
}

} // namespace

bool is_identifying(std::string_view text) {
  return re2::RE2::PartialMatch(with_borders(text), *compiled().any);
}

std::vector<Place> identifying_places(std::string_view text) {
  std::vector<Place> places;
  const std::string plain = with_borders(text);
  if (!re2::RE2::PartialMatch(plain, *compiled().any)) return places;
  for (const auto &pattern : compiled().each) {
    re2::StringPiece found[2];
    for (std::size_t at = 0;
         at <= plain.size() &&
         pattern->Match(plain, at, plain.size(), re2::RE2::UNANCHORED, found, 2);) {
      const auto begin = static_cast<std::size_t>(found[1].data() - plain.data());
      places.push_back({begin, begin + found[1].size()});
      at = places.back().end; // its border may begin the next one
    }
  }
  return places;
}

} // namespace curate::deid
