#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/leaks/common_words.hpp>
#include <libcurate/leaks/letters.hpp>
#include <libcurate/leaks/name_spellings.hpp>

namespace curate::leaks {

namespace {

constexpr std::size_t least_family = 4, least_given = 6, needs_no_border = 8, least_joined = 5,
                      most_words = 12;

std::size_t letters_of(std::string_view text) {
  return weight(code_points(text));
}

// "O'Brien" and "Smith-Jones" as they are typed in file names.
std::string without_strokes(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word.substr(i).starts_with("\xE2\x80\x99")) // a typographic apostrophe
      i += 2;
    else if (word[i] != '\'' && word[i] != '-')
      out += word[i];
  }
  return out;
}

// The words of a component; "Mühlenbrock-Vollrath" gives itself and both halves.
std::vector<std::string> words_of(std::string_view component) {
  std::vector<std::string> words;
  for (const auto word : base::split(component, ' ')) {
    const auto plain = base::trim(word);
    // Titles and initials end with a point.
    if (plain.empty() || plain.ends_with('.') || words.size() >= most_words) continue;
    words.emplace_back(plain);
    if (auto joined = without_strokes(plain); joined != plain) words.push_back(std::move(joined));
    if (plain.find('-') != std::string_view::npos)
      for (const auto half : base::split(plain, '-'))
        words.emplace_back(half);
  }
  return words;
}

struct Parts {
  std::string family, given;
  std::vector<std::string> words_of_family, words_of_others;
};

Parts parts_of(std::string_view group) {
  Parts parts;
  auto components = base::split(group, '^');
  if (components.size() == 1 && group.find(',') != std::string_view::npos)
    components = base::split(group, ',');
  parts.family = base::trim(components[0]);
  if (components.size() > 1) parts.given = base::trim(components[1]);
  if (components.size() == 1) {
    // "Jane Doe", or "Doe Jane": each may be the family.
    const auto space = parts.family.rfind(' ');
    if (space != std::string::npos) {
      parts.given = base::trim(std::string_view(parts.family).substr(0, space));
      parts.family.erase(0, space + 1);
      parts.words_of_family = words_of(parts.given);
    }
  }
  for (auto &word : words_of(parts.family))
    parts.words_of_family.push_back(std::move(word));
  for (std::size_t i = 1; i < std::min<std::size_t>(components.size(), 3); ++i)
    for (auto &word : words_of(components[i]))
      parts.words_of_others.push_back(std::move(word));
  return parts;
}

class Namer {
public:
  explicit Namer(const deid::Vocabulary &vocabulary) : vocabulary_(vocabulary) {}

  void add(std::string_view group) {
    const Parts parts = parts_of(group);
    bool is_found_alone = false, is_joined_found = false;
    const auto add_words = [&](const std::vector<std::string> &words, std::size_t least) {
      for (const auto &word : words) {
        const std::size_t letters = letters_of(word);
        // Two ideographs of a given name tell more than four letters do.
        const bool is_east_asian = letters > code_points(word).size();
        is_common_seen_ |= is_common(word, vocabulary_);
        if (letters < (is_east_asian ? least_family : least) || is_common(word, vocabulary_))
          continue;
        is_found_alone = true;
        is_joined_found |= letters >= needs_no_border;
        put(word, Form::part, letters >= needs_no_border ? Border::none : Border::word);
      }
    };
    add_words(parts.words_of_family, least_family);
    add_words(parts.words_of_others, least_given);
    const auto &[family, given] = std::pair(parts.family, parts.given);
    if (family.empty() || given.empty() || letters_of(family) + letters_of(given) < least_joined)
      return;
    const bool are_common = is_all_common(family, vocabulary_) && is_all_common(given, vocabulary_);
    if (!is_joined_found && !are_common &&
        letters_of(family) + letters_of(given) >= needs_no_border)
      for (const auto &joined : {family + given, given + family})
        put(joined, Form::joined, Border::word);
    if (is_found_alone) return;
    put(family + "^" + given, Form::whole, Border::word);
    put(family + ", " + given, Form::reordered, Border::word);
    // "Brain Head" may be two words of a protocol.
    if (are_common) return;
    for (const std::string_view gap : {" ", ",", "_", "-", "."})
      for (const auto &[a, b] : {std::pair(family, given), std::pair(given, family)})
        put(a + std::string(gap) + b, Form::reordered, Border::word);
  }

  Spellings take() {
    if (out_.all.empty())
      out_.why_none = is_common_seen_ ? Unsearchable::common : Unsearchable::too_short;
    return std::move(out_);
  }

private:
  void put(std::string text, Form form, Border border) {
    out_.all.push_back({std::move(text), form, border});
  }

  const deid::Vocabulary &vocabulary_;
  Spellings out_;
  bool is_common_seen_ = false;
};

} // namespace

Spellings name_spellings(std::string_view name, const deid::Vocabulary &vocabulary) {
  Namer namer(vocabulary);
  const auto groups = base::split(name, '=');
  for (std::size_t i = 0; i < std::min<std::size_t>(groups.size(), 3); ++i)
    if (const auto group = base::trim(groups[i]); !group.empty()) namer.add(group);
  return namer.take();
}

} // namespace curate::leaks
