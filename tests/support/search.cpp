#include "tests/support/search.hpp"

#include "tests/support/dicom_writer.hpp"
#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <queue>
#include <set>
#include <stdexcept>
#include <tuple>

namespace curate::support {

namespace {

unsigned char folded(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte + 32) : byte;
}

std::vector<char32_t> code_points(std::string_view utf8) {
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto first = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < utf8.size(); ++i)
      point = (point << 6) | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    points.push_back(point);
    at += length;
  }
  return points;
}

void append_utf8(std::string &text, char32_t point) {
  const auto push = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) return push(point);
  if (point < 0x800) {
    push(0xC0 | (point >> 6));
  } else {
    push(0xE0 | (point >> 12));
    push(0x80 | ((point >> 6) & 0x3F));
  }
  push(0x80 | (point & 0x3F));
}

/// The other case of a Latin letter with a mark. Source: Unicode, Latin-1 and Latin Extended-A.
char32_t other_case(char32_t point) {
  if (point >= 0xC0 && point <= 0xDE && point != 0xD7) return point + 32;
  if (point >= 0xE0 && point <= 0xFE && point != 0xF7) return point - 32;
  if ((point >= 0x139 && point <= 0x148) || (point >= 0x179 && point <= 0x17E))
    return point % 2 == 1 ? point + 1 : point - 1;
  if (point >= 0x100 && point <= 0x177) return point % 2 == 0 ? point + 1 : point - 1;
  return point;
}

/// A letter without its mark; German writes some as two.
std::string without_mark(char32_t point, bool german) {
  static constexpr std::array<std::pair<char32_t, const char *>, 4> twos = {
      {{0xE4, "ae"}, {0xF6, "oe"}, {0xFC, "ue"}, {0xDF, "ss"}}};
  if (german)
    for (const auto &[letter, two] : twos)
      if (letter == point || other_case(letter) == point) return two;
  static constexpr std::array<std::pair<char32_t, char>, 22> plain = {
      {{0xE1, 'a'},  {0xE0, 'a'},  {0xE2, 'a'},  {0xE4, 'a'}, {0xE5, 'a'},  {0xE7, 'c'},
       {0xE9, 'e'},  {0xE8, 'e'},  {0xEA, 'e'},  {0xED, 'i'}, {0xF1, 'n'},  {0xF3, 'o'},
       {0xF6, 'o'},  {0xF8, 'o'},  {0xFA, 'u'},  {0xFC, 'u'}, {0x105, 'a'}, {0x119, 'e'},
       {0x142, 'l'}, {0x15B, 's'}, {0x17C, 'z'}, {0x17A, 'z'}}};
  for (const auto &[letter, base] : plain)
    if (letter == point || other_case(letter) == point) return std::string(1, base);
  std::string same;
  append_utf8(same, point);
  return same;
}

struct Spelling {
  std::string bytes, name;
};

/// The ways in which a value may stand in a file.
std::vector<Spelling> spellings_of(const std::string &value) {
  const std::vector<char32_t> points = code_points(value);
  std::string other, plain, german, little, big;
  for (const char32_t point : points) {
    append_utf8(other, other_case(point));
    plain += without_mark(point, false);
    german += without_mark(point, true);
    little += {static_cast<char>(point & 0xFF), static_cast<char>(point >> 8)};
    big += {static_cast<char>(point >> 8), static_cast<char>(point & 0xFF)};
  }
  std::vector<Spelling> all = {{value, "utf-8"},         {other, "utf-8"},
                               {little, "utf-16"},       {big, "utf-16"},
                               {plain, "plain letters"}, {german, "plain letters"}};
  const auto add = [&](const std::string &text, const char *set, const char *name) {
    if (auto bytes = exactly_in_character_set(text, set)) all.push_back({std::move(*bytes), name});
  };
  add(value, "ISO_IR 100", "latin-1");
  add(other, "ISO_IR 100", "latin-1");
  add(value, "\\ISO 2022 IR 87", "iso-2022-jp");
  return all;
}

/// Finds many words at once: one step for each byte.
/// Source: Aho and Corasick, Communications of the ACM 18(6), 1975.
class Automaton {
public:
  explicit Automaton(const std::vector<std::string> &values) {
    nodes_.emplace_back();
    for (std::size_t value = 0; value < values.size(); ++value)
      for (const Spelling &spelling : spellings_of(values[value]))
        add(spelling, value);
    link();
  }

  struct Word {
    std::size_t value;
    std::string spelling;
    std::size_t length;
  };

  /// Calls `found(word, offset)` for every occurrence.
  template <typename Found> void run(std::string_view bytes, Found found) const {
    std::uint32_t state = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      state = nodes_[state].next[folded(bytes[at])];
      for (std::uint32_t node = nodes_[state].words.empty() ? nodes_[state].shorter : state;
           node != 0; node = nodes_[node].shorter)
        for (const std::size_t word : nodes_[node].words)
          found(words_[word], at + 1 - words_[word].length);
    }
  }

private:
  struct Node {
    std::array<std::uint32_t, 256> next{};
    std::uint32_t fail = 0;
    std::uint32_t shorter = 0; ///< the nearest node on the way of failures that ends a word
    std::vector<std::size_t> words{};
  };

  void add(const Spelling &spelling, std::size_t value) {
    if (spelling.bytes.empty()) return;
    std::uint32_t state = 0;
    for (const char letter : spelling.bytes) {
      const unsigned char byte = folded(letter);
      if (nodes_[state].next[byte] == 0) {
        nodes_[state].next[byte] = static_cast<std::uint32_t>(nodes_.size());
        nodes_.emplace_back();
      }
      state = nodes_[state].next[byte];
    }
    for (const std::size_t word : nodes_[state].words)
      if (words_[word].value == value) return; // the same bytes in two spellings
    nodes_[state].words.push_back(words_.size());
    words_.push_back({value, spelling.name, spelling.bytes.size()});
  }

  void link() {
    std::queue<std::uint32_t> queue;
    for (const std::uint32_t child : nodes_[0].next)
      if (child != 0) queue.push(child);
    while (!queue.empty()) {
      const std::uint32_t at = queue.front();
      queue.pop();
      const std::uint32_t fail = nodes_[at].fail;
      nodes_[at].shorter = nodes_[fail].words.empty() ? nodes_[fail].shorter : fail;
      for (std::size_t byte = 0; byte < 256; ++byte) {
        const std::uint32_t child = nodes_[at].next[byte];
        if (child == 0) {
          nodes_[at].next[byte] = nodes_[fail].next[byte];
        } else {
          nodes_[child].fail = nodes_[fail].next[byte];
          queue.push(child);
        }
      }
    }
  }

  std::vector<Node> nodes_;
  std::vector<Word> words_;
};

class Search {
public:
  explicit Search(const std::vector<std::string> &values) : automaton_(values) {}

  void in(const std::string &file, std::string_view bytes, bool is_name) {
    automaton_.run(bytes, [&](const Automaton::Word &word, std::size_t offset) {
      if (seen_.emplace(file, word.value, word.spelling, is_name).second)
        hits_.push_back({file, word.value, word.spelling, offset, is_name});
    });
  }

  /// What an archive or a compressed file holds; nothing where it is neither.
  void in_packed(const std::string &file, std::string_view bytes) {
    const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(),
                                                                        archive_read_free);
    archive_read_support_filter_all(reader.get());
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_zip(reader.get());
    archive_read_support_format_raw(reader.get());
    if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) return;
    archive_entry *entry = nullptr;
    while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
      const char *name = archive_entry_pathname(entry);
      const std::string member = file + "!" + (name != nullptr ? name : "");
      in(member, member.substr(file.size()), true);
      std::string content;
      std::vector<char> chunk(std::size_t{1} << 20);
      for (;;) {
        const la_ssize_t got = archive_read_data(reader.get(), chunk.data(), chunk.size());
        if (got <= 0) break;
        content.append(chunk.data(), static_cast<std::size_t>(got));
      }
      in(member, content, false);
    }
  }

  std::vector<Hit> hits() {
    std::sort(hits_.begin(), hits_.end(), [](const Hit &a, const Hit &b) {
      return std::tie(a.file, a.value, a.spelling, a.in_name) <
             std::tie(b.file, b.value, b.spelling, b.in_name);
    });
    return std::move(hits_);
  }

private:
  Automaton automaton_;
  std::set<std::tuple<std::string, std::size_t, std::string, bool>> seen_;
  std::vector<Hit> hits_;
};

/// Whether the first bytes are those of gzip, zip, zstd or a tar.
bool is_packed(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.starts_with("\x1f\x8b") || bytes.starts_with("PK\3\4") ||
         bytes.starts_with("\x28\xb5\x2f\xfd") ||
         (bytes.size() > 262 && bytes.substr(257, 5) == "ustar"sv);
}

} // namespace

std::vector<Hit> search_tree(const fs::path &tree, const std::vector<std::string> &values) {
  if (!fs::is_directory(tree)) throw std::runtime_error("nothing to search: no such folder");
  Search search(values);
  for (const fs::directory_entry &entry : fs::recursive_directory_iterator(tree)) {
    const std::string name = fs::relative(entry.path(), tree).string();
    search.in(name, name, true);
    if (fs::is_symlink(entry.symlink_status())) {
      search.in(name, fs::read_symlink(entry.path()).string(), true);
      continue;
    }
    if (!fs::is_regular_file(entry.status())) continue;
    std::ifstream file(entry.path().string(), std::ios::binary);
    if (!file) throw std::runtime_error("a file of the tree cannot be read");
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    search.in(name, bytes, false);
    if (is_packed(bytes)) search.in_packed(name, bytes);
  }
  return search.hits();
}

std::vector<Hit> search_bytes(std::string_view bytes, const std::vector<std::string> &values) {
  Search search(values);
  search.in("", bytes, false);
  return search.hits();
}

} // namespace curate::support
