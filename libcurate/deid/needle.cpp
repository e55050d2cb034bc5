#include <libcurate/deid/names.hpp>
#include <libcurate/deid/needle.hpp>
#include <libcurate/deid/normal_text.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>

namespace curate::deid {

namespace {

constexpr std::size_t most_needle_bytes = std::size_t{1} << 23;
constexpr std::size_t most_days_with_months = 64;
constexpr std::size_t most_parts = 8; // of a name that are paired

// Names of scanners, which stations are often called by. Sources: the makers' product lists.
constexpr std::array<std::string_view, 44> scanners = {
    "achieva", "aera",     "allegra",   "altea",   "ambition", "architect", "artist",
    "avanto",  "biograph", "discovery", "elition", "espree",   "essenza",   "explorer",
    "galan",   "gyroscan", "ingenia",   "intera",  "lumina",   "magnetom",  "numaris",
    "optima",  "orian",    "panorama",  "pioneer", "premier",  "prisma",    "prismafit",
    "signa",   "skyra",    "skyrafit",  "sola",    "sonata",   "symphony",  "terra",
    "titan",   "trio",     "triotim",   "vantage", "verio",    "vida",      "voyager",
    "amira",   "concerto"};

// Before names; none of them tells anybody.
constexpr std::array<std::string_view, 20> titles = {
    "dr",    "med", "phd",      "prof",   "mr",  "mrs",     "ms", "miss", "frau", "herr",
    "herrn", "mme", "monsieur", "madame", "sra", "signora", "pd", "priv", "doz",  "dipl"};
constexpr std::array<std::string_view, 14> particles = {"von", "van", "der", "den", "del",
                                                        "dos", "das", "bin", "ibn", "ben",
                                                        "san", "zur", "zum", "les"};

template <std::size_t Size>
bool is_listed(const std::array<std::string_view, Size> &list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

bool is_number(std::string_view word) {
  return digits_in(word) == word.size();
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// The runs of letters and digits of a text in lower case. Those of a number with a point, or of a
/// UID, are left out where `without_fractions`.
std::vector<std::string> words_of(std::string_view lower, bool without_fractions = false) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < lower.size();) {
    std::size_t end = at;
    while (end < lower.size() && is_word_character(lower[end]))
      ++end;
    const bool follows = at >= 2 && lower[at - 1] == '.' && is_digit(lower[at - 2]);
    const bool goes_on = end + 1 < lower.size() && lower[end] == '.' && is_digit(lower[end + 1]);
    if (end > at &&
        !(without_fractions && (follows || goes_on) && is_number(lower.substr(at, end - at))))
      words.emplace_back(lower.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

class Spellings {
public:
  explicit Spellings(const Vocabulary &vocabulary) : vocabulary_(vocabulary) {}

  void name(std::string_view value);
  void staff(std::string_view value);
  void id(std::string_view value);
  void contact(std::string_view value);
  void place(std::string_view value);
  void device(std::string_view value);
  void free_text(std::string_view value);

  std::vector<Needle> needles;

private:
  void add(std::string letters, Fit fit, bool is_of_person) {
    if (!letters.empty()) needles.push_back({std::move(letters), fit, is_of_person});
  }
  void part_of_name(const std::string &part);
  void number(const std::string &digits, bool is_of_person);
  void mixed(const std::string &letters, bool is_of_person);
  void foreign_word(const std::string &word, bool is_of_person);
  void pairs(const std::vector<std::string> &parts);

  const Vocabulary &vocabulary_;
};

/// Letters alone, of a name.
void Spellings::part_of_name(const std::string &part) {
  if (is_number(part)) return number(part, true);
  // Initials and "t1" tell nobody, and are said of pictures.
  if (is_listed(titles, part) || part.size() < 2 || (part.size() < 3 && digits_in(part) > 0))
    return;
  if (part.size() < 3 || is_listed(particles, part))
    add(part, Fit::word, true);
  else if (vocabulary_.has(part))
    add(part, Fit::whole, true);
  else
    add(part, part.size() == 3 ? Fit::at_border : Fit::anywhere, true);
}

/// Digits alone. Short ones are told from the numbers of imaging by what stands beside them.
void Spellings::number(const std::string &digits, bool is_of_person) {
  if (digits.size() >= 5)
    add(digits, Fit::anywhere, is_of_person);
  else if (digits.size() >= 3)
    add(digits, Fit::digits, is_of_person);
  const auto zeros = std::min(digits.find_first_not_of('0'), digits.size());
  if (zeros > 0 && digits.size() - zeros >= 3) number(digits.substr(zeros), is_of_person);
}

/// Letters and digits: an id, a serial number.
void Spellings::mixed(const std::string &letters, bool is_of_person) {
  if (is_number(letters)) return number(letters, is_of_person);
  if (letters.size() < 3) return;
  if (vocabulary_.is_made_of(letters))
    add(letters, Fit::word, is_of_person);
  else
    add(letters, letters.size() == 3 ? Fit::at_border : Fit::anywhere, is_of_person);
}

void Spellings::foreign_word(const std::string &word, bool is_of_person) {
  if (is_number(word)) {
    if (word.size() >= 4) number(word, is_of_person);
  } else if (word.size() >= 3 && !vocabulary_.is_made_of(word)) {
    add(word, word.size() == 3 ? Fit::at_border : Fit::anywhere, is_of_person);
  }
}

/// "Li Na" is also typed LiNa and NaLi, "Rose Field" RField.
void Spellings::pairs(const std::vector<std::string> &parts) {
  for (std::size_t i = 0; i < std::min(parts.size(), most_parts); ++i)
    for (std::size_t j = 0; j < std::min(parts.size(), most_parts); ++j) {
      if (i == j) continue;
      for (const auto &pair : {parts[i] + parts[j], parts[i].substr(0, 1) + parts[j],
                               parts[i] + parts[j].substr(0, 1)}) {
        if (pair.size() < 4 || static_cast<unsigned char>(pair.front()) >= 0x80) continue;
        add(pair, vocabulary_.is_made_of(pair) || pair.size() < 5 ? Fit::word : Fit::anywhere,
            true);
      }
    }
}

void Spellings::name(std::string_view value) {
  for (const auto representation : base::split(value, '='))
    for (const bool as_digraph : {false, true}) {
      const std::string plain = without_marks(representation, as_digraph);
      const auto parts = words_of(plain);
      for (const auto &part : parts)
        part_of_name(part);
      pairs(parts);
      // "O'Brien" and "Smith-Jones" in one.
      for (const auto component : base::split(plain, '^')) {
        std::string joined;
        for (const auto &word : words_of(component))
          joined += word;
        if (joined.size() >= 5 && !vocabulary_.is_made_of(joined)) add(joined, Fit::anywhere, true);
      }
    }
}

void Spellings::staff(std::string_view value) {
  for (const bool as_digraph : {false, true})
    for (const auto &word : words_of(without_marks(value, as_digraph)))
      foreign_word(word, false);
}

void Spellings::id(std::string_view value) {
  const auto words = words_of(without_marks(value, false));
  std::string joined;
  for (const auto &word : words)
    joined += word;
  mixed(joined, true);
  if (words.size() > 1)
    for (const auto &word : words)
      if (digits_in(word) >= 3 || (word.size() >= 4 && !vocabulary_.is_made_of(word)))
        mixed(word, true);
}

void Spellings::contact(std::string_view value) {
  std::string digits;
  for (const char c : value)
    if (is_digit(c)) digits += c;
  if (digits.size() >= 6 && digits.size() <= 20) {
    number(digits, true);
    // Without the codes of country and town, or with a zero for the former.
    for (const std::size_t last : {10, 9, 8, 7})
      if (digits.size() > last) add(digits.substr(digits.size() - last), Fit::anywhere, true);
  }
  for (const bool as_digraph : {false, true})
    for (const auto &word : words_of(without_marks(value, as_digraph)))
      foreign_word(word, is_number(word));
}

void Spellings::place(std::string_view value) {
  for (const bool as_digraph : {false, true})
    for (const auto &word : words_of(without_marks(value, as_digraph)))
      if (!is_listed(scanners, word)) foreign_word(word, false);
}

void Spellings::device(std::string_view value) {
  const auto words = words_of(without_marks(value, false));
  std::string joined;
  for (const auto &word : words)
    joined += word;
  if (digits_in(joined) > 0 && joined.size() >= 4) mixed(joined, false);
  for (const auto &word : words) {
    if (word.size() >= 4 && !is_listed(scanners, word)) foreign_word(word, false);
  }
}

/// Of what people typed only what is plainly somebody's counts: long numbers, and common names;
/// also words behind a title.
void Spellings::free_text(std::string_view value) {
  const std::string plain = without_marks(value, false);
  bool is_behind_title = false;
  for (const auto &word : words_of(plain, true)) {
    const bool is_name = digits_in(word) == 0 && word.size() >= 3 &&
                         (is_common_name(word) || (is_behind_title && word.size() >= 4));
    if ((is_name && !vocabulary_.has(word)) || digits_in(word) >= 5) foreign_word(word, true);
    is_behind_title = is_listed(titles, word);
  }
}

} // namespace

std::vector<Needle> needles_of(const KnownValues &values, const Vocabulary &vocabulary) {
  const auto &all = *values.values().reveal();
  const auto days = std::count_if(all.begin(), all.end(), [](const KnownValue &value) {
    return value.what == Identifies::date;
  });
  const bool with_months = static_cast<std::size_t>(days) <= most_days_with_months;
  Spellings spellings(vocabulary);
  std::size_t counted = 0, bytes = 0;
  for (const auto &[what, text] : all) {
    switch (what) {
    case Identifies::person_name:
      spellings.name(text);
      break;
    case Identifies::staff_name:
      spellings.staff(text);
      break;
    case Identifies::id:
      spellings.id(text);
      break;
    case Identifies::birth_date:
      add_day(text, true, true, spellings.needles);
      break;
    case Identifies::date:
      add_day(text, true, with_months, spellings.needles);
      break;
    case Identifies::contact:
      spellings.contact(text);
      break;
    case Identifies::institution:
      spellings.place(text);
      break;
    case Identifies::device:
      spellings.device(text);
      break;
    case Identifies::uid:
      break; // a pattern finds every UID
    case Identifies::free_text:
      spellings.free_text(text);
      break;
    }
    for (; counted < spellings.needles.size(); ++counted)
      bytes += spellings.needles[counted].letters.size();
    if (bytes > most_needle_bytes) break;
  }
  auto &needles = spellings.needles;
  std::sort(needles.begin(), needles.end());
  needles.erase(std::unique(needles.begin(), needles.end()), needles.end());
  return std::move(spellings.needles);
}

} // namespace curate::deid
