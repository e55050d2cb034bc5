#include <libcurate/validation/schema.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>

namespace curate::validation {

std::vector<std::string_view> words_of(std::string_view text, char separator) {
  return text.empty() ? std::vector<std::string_view>{} : base::split(text, separator);
}

bool has_word(const std::vector<std::string_view> &words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

Schema::Schema() : table_(schema_table()) {
  for (unsigned i = 0; i < table_.entities.size(); ++i)
    entities_.emplace(table_.entities[i].key, i);
  for (unsigned i = 0; i < table_.types.size(); ++i)
    fields_.emplace(table_.types[i].name, i);
  index_names();
  index_requirements();
}

void Schema::index_names() {
  for (const NameRule &rule : table_.names) {
    KnownName name{
        words_of(rule.datatypes), words_of(rule.suffixes), words_of(rule.extensions), 0, 0, {}};
    for (std::string_view word : words_of(rule.entities)) {
      const auto equals = word.find('=');
      const std::string_view key = word.substr(0, word.find_first_of("!="));
      const unsigned entity = entities_.at(key);
      name.allowed |= EntityMask{1} << entity;
      if (word.find('!') != std::string_view::npos) name.required |= EntityMask{1} << entity;
      if (equals != std::string_view::npos) name.only.emplace_back(entity, word.substr(equals + 1));
    }
    for (const auto datatype : name.datatypes)
      if (!has_word(datatypes_, datatype)) datatypes_.push_back(datatype);
    names_.push_back(std::move(name));
  }
  for (const KnownName &name : names_)
    for (const auto suffix : name.suffixes)
      by_suffix_[suffix].push_back(&name);
}

void Schema::index_requirements() {
  std::vector<std::vector<std::string_view>> suffixes;
  for (const FieldRule &rule : table_.fields) {
    KnownRequirement row{words_of(rule.datatypes), rule.is_of_images, 0, {}, {}, {}};
    if (!rule.entity.empty()) {
      const auto equals = rule.entity.find('=');
      row.entity = EntityMask{1} << entities_.at(rule.entity.substr(0, equals));
      if (equals != std::string_view::npos) row.label = rule.entity.substr(equals + 1);
    }
    for (std::string_view word : words_of(rule.when)) {
      KnownRequirement::Condition condition;
      condition.is_there = !word.starts_with('!');
      if (!condition.is_there) word.remove_prefix(1);
      const auto equals = word.find('=');
      condition.field = fields_.at(word.substr(0, equals));
      if (equals != std::string_view::npos)
        condition.words = words_of(word.substr(equals + 1), '|');
      row.when.push_back(std::move(condition));
    }
    for (const auto field : words_of(rule.fields))
      row.fields.push_back(fields_.at(field));
    requirements_.push_back(std::move(row));
    suffixes.push_back(words_of(rule.suffixes));
  }
  for (std::size_t i = 0; i < requirements_.size(); ++i)
    if (suffixes[i].empty()) required_of_all_.push_back(&requirements_[i]);
  for (const auto &[suffix, names] : by_suffix_) {
    auto &rows = required_[suffix];
    for (std::size_t i = 0; i < requirements_.size(); ++i)
      if (suffixes[i].empty() || has_word(suffixes[i], suffix)) rows.push_back(&requirements_[i]);
  }
}

std::optional<unsigned> Schema::entity(std::string_view key) const {
  const auto found = entities_.find(key);
  if (found == entities_.end()) return {};
  return found->second;
}

std::optional<unsigned> Schema::field(std::string_view name) const {
  const auto found = fields_.find(name);
  if (found == fields_.end()) return {};
  return found->second;
}

bool Schema::has_datatype(std::string_view word) const {
  return has_word(datatypes_, word);
}

const std::vector<const KnownName *> &Schema::names_with(std::string_view suffix) const {
  static const std::vector<const KnownName *> none;
  const auto found = by_suffix_.find(suffix);
  return found == by_suffix_.end() ? none : found->second;
}

const std::vector<const KnownRequirement *> &Schema::required_of(std::string_view suffix) const {
  const auto found = required_.find(suffix);
  return found == required_.end() ? required_of_all_ : found->second;
}

const TableRule *Schema::table(std::string_view datatype, std::string_view suffix) const {
  const TableRule *general = nullptr;
  for (const TableRule &rule : table_.tables) {
    if (rule.suffix != suffix && !rule.suffix.empty()) continue;
    if (rule.datatype == datatype && !datatype.empty()) return &rule;
    if (rule.datatype.empty()) general = &rule;
  }
  return general;
}

bool Schema::has_edition(std::string_view edition) const {
  return has_word(words_of(table_.editions), edition);
}

} // namespace curate::validation
