#include <libcurate/integrity/hmac.hpp>
#include <libcurate/study/blocked.hpp>

namespace curate::study {

namespace {

constexpr std::size_t token_bytes = 16;

std::string_view person_in(std::string_view entry) {
  const auto point = entry.find('.');
  return point == entry.npos ? std::string_view() : entry.substr(0, point);
}

std::string_view label_in(std::string_view entry) {
  const auto point = entry.find('.');
  return point == entry.npos ? entry : entry.substr(point + 1);
}

} // namespace

std::string label_token(const Key &key, std::string_view label) {
  const auto digest = integrity::hmac_sha256(key.reveal(), std::string("blocked label") + '\0' +
                                                               std::string(label));
  return integrity::hex(std::span(digest).first(token_bytes));
}

Blocked::Blocked(Database &database, const Key &key) : key_(key) {
  for (const auto &[entry, level] : Blocks(database).all()) {
    labels_.emplace(label_in(entry));
    if (const auto person = person_in(entry); !person.empty())
      people_.emplace(person, label_in(entry));
  }
}

bool Blocked::has(std::string_view person, std::string_view label) const {
  return has_person(person) || (!labels_.empty() && labels_.contains(label_token(key_, label)));
}

bool Blocked::has_person(std::string_view person) const {
  return !person.empty() && people_.contains(person);
}

std::string Blocked::label_token_of(std::string_view person) const {
  const auto at = people_.find(person);
  return at == people_.end() ? std::string() : at->second;
}

Problem Blocked::problem() {
  return {"CONSENT-BLOCKED",
          "the person has withdrawn from any further use: nothing of them comes into the study",
          "leave their files and rows out; where they agreed anew, record it with `curate consent "
          "add`, and run this again"};
}

void Blocked::add(Database &database, const Key &key, const std::string &label,
                  const std::set<std::string> &people, const std::string &level) {
  const std::string token = label_token(key, label);
  std::set<std::string> entries{token};
  for (const auto &person : people)
    entries.insert(person + "." + token);
  Blocks(database).add(entries, level);
}

bool Blocked::lift(Database &database, const Key &key, const std::string &label) {
  const std::string token = label_token(key, label);
  std::set<std::string> entries;
  for (const auto &[entry, level] : Blocks(database).all())
    if (label_in(entry) == token) entries.insert(entry);
  if (!entries.empty()) Blocks(database).remove(entries);
  return !entries.empty();
}

} // namespace curate::study
