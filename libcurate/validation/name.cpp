#include <libcurate/validation/name.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::validation {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_label_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+';
}

bool fits_label(const EntityRule &rule, std::string_view text) {
  if (text.empty()) return false;
  if (rule.is_index) return std::ranges::all_of(text, is_digit);
  if (!rule.words.empty()) return has_word(words_of(rule.words), text);
  return std::ranges::all_of(text, is_label_byte);
}

bool has_extension(const KnownName &row, std::string_view extension) {
  return has_word(row.extensions, extension) || has_word(row.extensions, ".*");
}

bool is_inherited(std::string_view extension) {
  return extension == ".json" || extension == ".tsv" || extension == ".bval" ||
         extension == ".bvec";
}

std::string keys_of(const Schema &schema, EntityMask mask) {
  std::string text;
  for (unsigned i = 0; i < schema.entities(); ++i)
    if ((mask >> i & 1) != 0)
      text.append(text.empty() ? "" : ", ").append(schema.entity_rule(i).key);
  return text;
}

// Whether the entities of a name fit a row; else the code, and what was expected.
std::string_view check_entities(const Schema &schema, const Name &name, const KnownName &row,
                                bool is_required, std::string &detail) {
  if (const EntityMask wrong = name.mask & ~row.allowed) {
    detail = "without " + keys_of(schema, wrong);
    return "BIDS-ENTITY";
  }
  if (const EntityMask missing = row.required & ~name.mask; is_required && missing != 0) {
    detail = "with " + keys_of(schema, missing);
    return "BIDS-ENTITY-MISSING";
  }
  for (const auto &[entity, label] : row.only)
    if (is_required && name.label(entity) != label) {
      detail = fmt::format("{}-{} expected", schema.entity_rule(entity).key, label);
      return "BIDS-LABEL";
    }
  return {};
}

} // namespace

std::string_view Name::label(unsigned entity) const {
  for (std::size_t i = 0; i < count; ++i)
    if (labels[i].entity == entity) return labels[i].text;
  return {};
}

std::string Name::key(EntityMask of, std::string_view with_suffix) const {
  std::string text;
  const auto add = [&](const Label &label) {
    if ((of >> label.entity & 1) == 0) return;
    text.append(1, static_cast<char>('A' + label.entity)).append(label.text).append(1, '_');
  };
  if (is_ordered) {
    for (std::size_t i = 0; i < count; ++i)
      add(labels[i]);
  } else {
    auto sorted = labels;
    std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(count),
              [](const Label &a, const Label &b) { return a.entity < b.entity; });
    for (std::size_t i = 0; i < count; ++i)
      add(sorted[i]);
  }
  return text.append(with_suffix);
}

std::string Name::ordered_stem(const Schema &schema) const {
  std::string text;
  for (unsigned i = 0; i < schema.entities(); ++i)
    if ((mask >> i & 1) != 0) text += fmt::format("{}-{}_", schema.entity_rule(i).key, label(i));
  return text.append(suffix);
}

ParsedName parse_name(const Schema &schema, std::string_view file_name) {
  ParsedName parsed;
  Name &name = parsed.name;
  const auto dot = file_name.find('.');
  std::string_view stem = file_name.substr(0, dot);
  if (dot != std::string_view::npos) name.extension = file_name.substr(dot);
  const auto last = stem.rfind('_');
  name.suffix = stem.substr(last + 1); // npos + 1 is 0
  stem = last == std::string_view::npos ? std::string_view{} : stem.substr(0, last);
  const auto fail = [&](std::string_view code, std::string_view what) {
    parsed.wrong = code;
    parsed.what = what;
    return parsed;
  };
  while (!stem.empty()) {
    const auto end = std::min(stem.find('_'), stem.size());
    const std::string_view word = stem.substr(0, end);
    stem.remove_prefix(std::min(end + 1, stem.size()));
    const auto dash = word.find('-');
    if (dash == std::string_view::npos || dash == 0) return fail("BIDS-NAME", word);
    const auto entity = schema.entity(word.substr(0, dash));
    if (!entity) return fail("BIDS-ENTITY-UNKNOWN", word.substr(0, dash));
    const std::string_view label = word.substr(dash + 1);
    if (!fits_label(schema.entity_rule(*entity), label))
      return fail("BIDS-LABEL", word.substr(0, dash));
    if ((name.mask >> *entity & 1) != 0 || name.count == Name::most_labels)
      return fail("BIDS-ENTITY-REPEATED", word.substr(0, dash));
    if (name.count > 0 && name.labels[name.count - 1].entity > *entity) name.is_ordered = false;
    name.labels[name.count++] = {*entity, label};
    name.mask |= EntityMask{1} << *entity;
  }
  return parsed;
}

std::string_view check_name(const Schema &schema, const Name &name, std::string_view datatype,
                            std::string &detail) {
  const auto &rows = schema.names_with(name.suffix);
  if (rows.empty()) return "BIDS-SUFFIX";
  const bool is_above = datatype.empty();
  bool has_datatype = false, has_ending = false;
  std::string_view wrong;
  for (const KnownName *row : rows) {
    if (!is_above && !has_word(row->datatypes, datatype)) continue;
    has_datatype = true;
    if (!has_extension(*row, name.extension)) continue;
    if (is_above && !is_inherited(name.extension)) continue;
    has_ending = true;
    wrong = check_entities(schema, name, *row, !is_above, detail);
    if (wrong.empty()) break;
  }
  if (!has_datatype) {
    detail = fmt::format("suffix {} belongs in {}", name.suffix,
                         fmt::join(rows.front()->datatypes, ", "));
    return "BIDS-DATATYPE";
  }
  if (!has_ending) return "BIDS-EXTENSION";
  if (!wrong.empty()) return wrong;
  if (!name.is_ordered) {
    detail = "write " + name.ordered_stem(schema);
    return "BIDS-ENTITY-ORDER";
  }
  return {};
}

} // namespace curate::validation
