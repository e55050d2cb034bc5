#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/gather.hpp>
#include <libcurate/deid/identifies_of.hpp>
#include <libcurate/deid/identifies_table.hpp>
#include <libcurate/deid/seen_values.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/character_set.hpp>
#include <map>
#include <mutex>

namespace curate::deid {

namespace {

using dicom::Dataset;
using dicom::Element;
using dicom::Vr;
using enum dicom::Vr;

// Longer values of text are hostile: of those the beginning is read.
constexpr std::size_t longest_read_bytes = std::size_t{1} << 20;
// A private value that no dictionary knows is text where it is short and all printable.
constexpr std::size_t longest_unknown_text_bytes = std::size_t{1} << 16;
constexpr std::size_t shortest_unknown_text_bytes = 3;

std::string_view chars_of(const Element &element) {
  return {reinterpret_cast<const char *>(element.value.data()), element.value.size()};
}

bool is_one_text(const Element &element) {
  const Vr vr = element.vr;
  return vr == ST || vr == LT || vr == UT || vr == UR || (vr == UN && element.tag.is_private());
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\r' || c == '\t' || c == '\f' ||
           c == '\x1B';
  });
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Adds the days of dates, of dates and times, and of ranges of those. In old files they are
/// written "2024.03.05".
void add_days(std::string_view text, Identifies what, KnownValues &to) {
  std::string plain;
  if (text.size() == 10 && text[4] == '.' && text[7] == '.')
    text = plain = base::alphanumeric(text);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end]))
      ++end;
    const std::string_view day = text.substr(at, 8);
    if (end - at >= 8 && day_of(day)) to.add(what, day);
    at = end + 1;
  }
}

/// Those that the standard gives away: SOP classes, transfer syntaxes, coding schemes.
bool is_well_known_uid(std::string_view uid) {
  return uid.starts_with("1.2.840.10008.");
}

} // namespace

struct Gathering::State {
  struct Person {
    std::uint32_t number = 0;
    std::mutex mutex;
    KnownValues values;
  };

  IdentifiesTable table;
  Uids uids;
  SeenValues seen;
  mutable std::mutex mutex; ///< of what follows
  std::map<std::string, Person, std::less<>> people;
  std::map<std::string, std::uint16_t, std::less<>> character_sets;

  State(Options retained, Uids which) : table(retained), uids(which) {}

  Person &person(std::string_view whose) {
    const std::scoped_lock lock(mutex);
    const auto found = people.find(whose);
    if (found != people.end()) return found->second;
    Person &made = people[std::string(whose)];
    made.number = static_cast<std::uint32_t>(people.size());
    return made;
  }

  std::uint16_t number_of(std::string_view character_set) {
    const std::scoped_lock lock(mutex);
    const auto found = character_sets.find(character_set);
    if (found != character_sets.end()) return found->second;
    const auto number = static_cast<std::uint16_t>(character_sets.size() + 1);
    return character_sets[std::string(character_set)] = number;
  }

  void look_at(const Dataset &set, std::optional<Identifies> inside, const Dataset &root,
               Person &whose);
  void look_at(const Dataset &set, const Element &element, Identifies what, const Dataset &root,
               Person &whose);
  bool is_left_out(const Element &element, Identifies what, std::string_view text,
                   const Dataset &root) const;
};

bool Gathering::State::is_left_out(const Element &element, Identifies what, std::string_view text,
                                   const Dataset &root) const {
  if (text.empty()) return true;
  if (what == Identifies::uid)
    return is_well_known_uid(text) || (uids == Uids::series_and_above &&
                                       (is_instance_uid(element.tag) || element.tag.is_private()));
  if (element.vr == UN && element.tag.is_private())
    return text.size() < shortest_unknown_text_bytes || text.size() > longest_unknown_text_bytes ||
           !is_printable(text);
  // Many scanners bear their model's name as their own, which tells no station.
  constexpr dicom::Tag station{0x0008, 0x1010};
  return element.tag == station &&
         base::lower(text) ==
             base::lower(root.text(dicom::tags::manufacturers_model_name).reveal());
}

void Gathering::State::look_at(const Dataset &set, const Element &element, Identifies what,
                               const Dataset &root, Person &whose) {
  const std::string_view text = base::trim(chars_of(element).substr(0, longest_read_bytes));
  if (is_left_out(element, what, text, root)) return;
  const bool is_plain = dicom::is_plain_ascii(text);
  const RawValue raw{whose.number,
                     (std::uint32_t{element.tag.group} << 16U) | element.tag.element,
                     static_cast<std::uint16_t>(element.vr),
                     is_plain ? std::uint16_t{0} : number_of(set.character_set()),
                     static_cast<std::uint8_t>(what),
                     text};
  if (!seen.add(raw)) return;
  const std::string utf8 = is_plain ? std::string(text) : dicom::to_utf8(text, set.character_set());
  KnownValues found;
  if (what == Identifies::date || what == Identifies::birth_date) {
    add_days(utf8, what, found);
  } else if (is_one_text(element)) {
    found.add(what, utf8);
  } else {
    for (const std::string_view value : base::split(utf8, '\\'))
      found.add(what, value);
  }
  const std::scoped_lock lock(whose.mutex);
  whose.values.merge(found);
}

void Gathering::State::look_at(const Dataset &set, std::optional<Identifies> inside,
                               const Dataset &root, Person &whose) {
  for (const Element &element : set.elements()) {
    if (element.item_count > 0) {
      const auto within = table.inside(element.tag);
      for (const Dataset &item : set.items(element))
        look_at(item, within ? within : inside, root, whose);
    } else if (!element.value.empty()) {
      const auto what = table.what(element, inside);
      if (what) look_at(set, element, *what, root, whose);
    }
  }
}

Gathering::Gathering(Options retained, Uids uids)
    : state_(std::make_unique<State>(retained, uids)) {}
Gathering::Gathering(Gathering &&) noexcept = default;
Gathering &Gathering::operator=(Gathering &&) noexcept = default;
Gathering::~Gathering() = default;

void Gathering::look_at(const dicom::Header &header, std::string_view whose) {
  State::Person &person = state_->person(whose);
  const Dataset root = header.root();
  state_->look_at(header.meta(), {}, root, person);
  state_->look_at(root, {}, root, person);
}

KnownValues Gathering::of(std::string_view whose) const {
  const std::scoped_lock lock(state_->mutex);
  const auto found = state_->people.find(whose);
  return found == state_->people.end() ? KnownValues() : found->second.values;
}

KnownValues Gathering::all() const {
  const std::scoped_lock lock(state_->mutex);
  KnownValues values;
  for (const auto &[whose, person] : state_->people)
    values.merge(person.values);
  return values;
}

} // namespace curate::deid
