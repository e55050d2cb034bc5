#include <libcurate/deid/data_set_cleaner.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/icc_rewrite.hpp>
#include <libcurate/deid/profile_table.hpp>
#include <libcurate/deid/safe_private.hpp>
#include <libcurate/deid/value_forms.hpp>
#include <set>

namespace curate::deid {

namespace {

using dicom::Element;
using dicom::Tag;
using dicom::Vr;

constexpr std::size_t most_remembered = 16384;
constexpr std::size_t most_remembered_bytes = std::size_t{1} << 23;

constexpr Tag image_comments{0x0020, 0x4000};

bool is_pixel_data(Tag tag) {
  return tag.group == 0x7FE0 && tag.element != 0x0000;
}

std::string_view chars_of(const Element &element) {
  return {reinterpret_cast<const char *>(element.value.data()), element.value.size()};
}

} // namespace

void DataSetCleaner::write_root(const dicom::Dataset &root, std::span<const OwnElement> own,
                                ElementWriter &out) {
  const auto elements = root.elements();
  std::size_t next = 0;
  for (std::size_t i = 0; i < elements.size();) {
    const Element &element = elements[i];
    for (; next < own.size() && own[next].tag < element.tag; ++next)
      out.append(own[next].bytes);
    if (next < own.size() && own[next].tag == element.tag) {
      ledger_.add(element.tag, own[next].bytes.empty() ? Action::removed : Action::replaced);
      out.append(own[next++].bytes);
      ++i;
    } else if (is_pixel_data(element.tag)) {
      ++i;
    } else if (element.tag.is_private()) {
      i = private_group(root, i, Surroundings::plain, out);
    } else {
      this->element(element, root, Surroundings::plain, out);
      ++i;
    }
  }
  for (; next < own.size(); ++next)
    out.append(own[next].bytes);
}

void DataSetCleaner::level(const dicom::Dataset &level, Surroundings surroundings,
                           ElementWriter &out) {
  const auto elements = level.elements();
  for (std::size_t i = 0; i < elements.size();) {
    if (elements[i].tag.is_private()) {
      i = private_group(level, i, surroundings, out);
    } else {
      if (!is_pixel_data(elements[i].tag)) element(elements[i], level, surroundings, out);
      ++i;
    }
  }
}

Treatment DataSetCleaner::treatment(const Element &element, Surroundings surroundings) {
  const std::uint64_t key =
      std::uint64_t{element.tag.group} << 40 | std::uint64_t{element.tag.element} << 24 |
      static_cast<std::uint64_t>(element.vr) << 4 | static_cast<std::uint64_t>(surroundings);
  const auto [at, is_new] = treatments_.try_emplace(key, Treatment::remove);
  if (is_new) {
    const bool is_label =
        element.tag == dicom::tags::patient_id || element.tag == dicom::tags::patient_name;
    const auto ruled = is_label ? std::nullopt : rules_.action_of(element.tag, element.vr);
    at->second = ruled ? treatment_by_rule(*ruled, element.tag, element.vr, options_)
                       : treatment_of(element.tag, element.vr, options_, surroundings);
  }
  return at->second;
}

void DataSetCleaner::element(const Element &element, const dicom::Dataset &level,
                             Surroundings surroundings, ElementWriter &out) {
  Treatment how = treatment(element, surroundings);
  // Canon writes gradients into the comments: a private value in a public place.
  if (element.tag == image_comments && options_.has(Option::retain_safe_private) &&
      is_gradient_text(base::trim(chars_of(element))))
    how = Treatment::keep;
  if (how == Treatment::sequence) return sequence(element, level, surroundings, out);
  if (how == Treatment::icc_profile) {
    const auto clean = rewrite_icc(element.value);
    if (clean) out.element(element.tag, element.vr, *clean);
    return ledger_.add(element.tag, clean ? Action::scrubbed : Action::removed);
  }
  if (how == Treatment::empty && element.vr == Vr::SQ) {
    out.begin_sequence(element.tag);
    out.end();
    return ledger_.add(element.tag, Action::emptied);
  }
  const CleanedValue value = values_.clean(how, element, level);
  ledger_.add(element.tag, value.action);
  if (value.action == Action::removed) return;
  put(element, element.vr, value.value, value.action == Action::kept, level, out);
}

void DataSetCleaner::put(const Element &element, Vr vr, std::span<const std::byte> value,
                         bool is_as_stored, const dicom::Dataset &level, ElementWriter &out) {
  if (is_as_stored && level.is_big_endian() != out.form().is_big_endian)
    out.element_turned(element.tag, vr, value);
  else
    out.element(element.tag, vr, value);
}

void DataSetCleaner::sequence(const Element &element, const dicom::Dataset &level,
                              Surroundings surroundings, ElementWriter &out) {
  Surroundings within = surroundings;
  if (const TableRow *row = element.tag.is_private() ? nullptr : profile_row(element.tag)) {
    switch (action_of(*row, options_)) {
    case TableAction::k:
      within = Surroundings::retained;
      break;
    case TableAction::d:
    case TableAction::x_or_d:
    case TableAction::z_or_d:
    case TableAction::x_or_z_or_d:
      within = Surroundings::dummies;
      break;
    case TableAction::none:
    case TableAction::x:
    case TableAction::z:
    case TableAction::c:
    case TableAction::u:
    case TableAction::x_or_z:
    case TableAction::x_or_z_or_u:
      break;
    }
  }
  ledger_.add(element.tag, Action::kept);
  out.begin_sequence(element.tag);
  for (const dicom::Dataset &item : level.items(element)) {
    out.begin_item();
    this->level(item, within, out);
    out.end();
  }
  out.end();
}

// All of one private group: elements first, so that only creators of what is kept are written.
std::size_t DataSetCleaner::private_group(const dicom::Dataset &level, std::size_t first,
                                          Surroundings surroundings, ElementWriter &out) {
  const auto elements = level.elements();
  const std::uint16_t group = elements[first].tag.group;
  std::size_t end = first;
  while (end < elements.size() && elements[end].tag.group == group)
    ++end;
  if (!options_.has(Option::retain_safe_private) && !rules_.names_private()) {
    for (std::size_t i = first; i < end; ++i)
      if (elements[i].tag.element > 0xFF) ledger_.add(elements[i].tag, Action::removed);
    return end;
  }
  ElementWriter kept(out.form());
  std::set<std::uint16_t> blocks;
  for (std::size_t i = first; i < end; ++i) {
    const Element &element = elements[i];
    const auto block = static_cast<std::uint16_t>(element.tag.element >> 8);
    if (block < 0x10) continue; // creators, and what stands in no block
    const Element *creator = level.find({group, block});
    if (creator != nullptr &&
        private_element(element, level, base::trim(chars_of(*creator)), surroundings, kept))
      blocks.insert(block);
    else
      ledger_.add(element.tag, Action::removed);
  }
  for (const std::uint16_t block : blocks)
    out.text({group, block}, Vr::LO, base::trim(chars_of(*level.find({group, block}))));
  out.append(kept.bytes());
  return end;
}

// As safe_private_vr, asked once for each.
std::optional<Vr> DataSetCleaner::safe_vr(std::string_view creator, std::uint16_t group,
                                          std::uint8_t number) {
  safe_key_.assign(creator);
  safe_key_ += static_cast<char>(group >> 8);
  safe_key_ += static_cast<char>(group & 0xFF);
  safe_key_ += static_cast<char>(number);
  const auto found = safe_.find(safe_key_);
  if (found != safe_.end()) return found->second;
  if (safe_.size() >= most_remembered) safe_.clear();
  return safe_.emplace(safe_key_, safe_private_vr(creator, group, number)).first->second;
}

bool DataSetCleaner::private_element(const Element &element, const dicom::Dataset &level,
                                     std::string_view creator, Surroundings surroundings,
                                     ElementWriter &out) {
  const auto number = static_cast<std::uint8_t>(element.tag.element & 0xFF);
  const auto ruled = rules_.private_action_of(creator, element.tag.group, number, element.vr);
  if (ruled == RuleAction::remove) return false;
  if (!ruled && !options_.has(Option::retain_safe_private)) return false;
  const auto safe = ruled ? std::nullopt : safe_vr(creator, element.tag.group, number);
  if (!ruled && !safe) return false;
  if (element.vr == Vr::SQ) {
    sequence(element, level, surroundings, out);
    return true;
  }
  if (ruled) {
    const auto how = treatment_by_rule(*ruled, element.tag, element.vr, options_);
    const CleanedValue value = values_.clean(how, element, level);
    if (value.action == Action::removed) return false;
    ledger_.add(element.tag, value.action);
    put(element, element.vr, value.value, value.action == Action::kept, level, out);
    return true;
  }
  return safe_value(element, level, creator, *safe, out);
}

const PrivateValue &DataSetCleaner::remembered(const Element &element, std::string_view creator,
                                               Vr vr, std::span<const std::byte> value) {
  private_key_.assign(creator);
  for (const unsigned part : {unsigned{element.tag.group}, unsigned{element.tag.element} & 0xFFU,
                              static_cast<unsigned>(vr)}) {
    private_key_ += static_cast<char>(part >> 8);
    private_key_ += static_cast<char>(part & 0xFF);
  }
  private_key_.append(reinterpret_cast<const char *>(value.data()), value.size());
  const auto found = private_values_.find(private_key_);
  if (found != private_values_.end()) return found->second;
  private_bytes_ += private_key_.size();
  if (private_bytes_ > most_remembered_bytes) {
    private_values_.clear();
    private_bytes_ = private_key_.size();
  }
  auto made = clean_private_value(creator, element.tag.group,
                                  static_cast<std::uint8_t>(element.tag.element & 0xFF), vr, value,
                                  scrubber_);
  return private_values_.emplace(private_key_, std::move(made)).first->second;
}

bool DataSetCleaner::safe_value(const Element &element, const dicom::Dataset &level,
                                std::string_view creator, Vr safe_vr, ElementWriter &out) {
  Element typed = element;
  if (typed.vr == Vr::UN) typed.vr = safe_vr;
  std::vector<std::byte> turned;
  const std::size_t width = number_bytes(typed.vr);
  if (level.is_big_endian() && width > 1) {
    turned.assign(element.value.begin(), element.value.end());
    for (std::size_t at = 0; at + width <= turned.size(); at += width)
      std::reverse(turned.begin() + static_cast<std::ptrdiff_t>(at),
                   turned.begin() + static_cast<std::ptrdiff_t>(at + width));
    typed.value = turned;
  }
  const PrivateValue &clean = remembered(element, creator, typed.vr, typed.value);
  const auto put_little = [&](std::span<const std::byte> value) {
    if (out.form().is_big_endian)
      out.element_turned(element.tag, element.vr == Vr::UN ? Vr::UN : typed.vr, value);
    else
      out.element(element.tag, element.vr, value);
  };
  switch (clean.verdict) {
  case PrivateVerdict::removed:
    return false;
  case PrivateVerdict::kept:
    ledger_.add(element.tag, Action::kept);
    put_little(typed.value);
    return true;
  case PrivateVerdict::rewritten:
    ledger_.add(element.tag, clean.value.empty() ? Action::emptied : Action::scrubbed);
    put_little(clean.value);
    return true;
  case PrivateVerdict::by_vr:
    break;
  }
  const CleanedValue value = values_.clean(treatment_by_vr(typed.vr, options_), typed, level);
  if (value.action == Action::removed) return false;
  ledger_.add(element.tag, value.action);
  put_little(value.value);
  return true;
}

} // namespace curate::deid
