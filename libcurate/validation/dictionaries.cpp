#include <libcurate/validation/dictionaries.hpp>

#include <libcurate/dictionary/check.hpp>
#include <libcurate/validation/read_file.hpp>
#include <set>

namespace curate::validation {

namespace {

using dictionary::Dictionary;

constexpr std::size_t most_dictionary_bytes = std::size_t{64} << 20;

Dictionary read(const Tree &tree, const std::string &path, Notes &notes) {
  std::string text;
  if (path.empty() || read_small_file(tree.descriptor(), path, most_dictionary_bytes, text) !=
                          ReadOutcome::read) // told where its name is
    return {};
  for (auto &finding : dictionary::check(text, path))
    notes.add(std::move(finding));
  auto parsed = dictionary::parse(text);
  return parsed ? std::move(*parsed) : Dictionary{};
}

std::shared_ptr<const Dictionary> joined(Dictionary own, const Dictionary *given) {
  if (given != nullptr) {
    std::set<std::string, std::less<>> names;
    for (const auto &variable : own.variables)
      names.insert(variable.name);
    for (const auto &variable : given->variables)
      if (!names.contains(variable.name)) {
        own.variables.push_back(variable);
        // A dictionary for all tables asks no table for all of it.
        own.variables.back().required = false;
      }
  }
  return std::make_shared<const Dictionary>(std::move(own));
}

} // namespace

Dictionaries::Dictionaries(const Dictionary *given) : given_(given) {}

std::shared_ptr<const Dictionary> Dictionaries::of(const Tree &tree, const std::string &path,
                                                   Notes &notes) {
  if (path.starts_with("sub-") && path.find('/') != std::string::npos)
    return joined(read(tree, path, notes), given_);
  Entry *entry = nullptr;
  {
    const std::lock_guard lock(mutex_);
    auto &place = shared_[path];
    if (!place) place = std::make_unique<Entry>();
    entry = place.get();
  }
  std::call_once(entry->once,
                 [&] { entry->dictionary = joined(read(tree, path, entry->notes), given_); });
  return entry->dictionary;
}

} // namespace curate::validation
