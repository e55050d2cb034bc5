// Runs a fuzz target without libFuzzer: over every file of its folders, and over mutations of
// them that are the same on every machine. Usage: PROGRAM FOLDER... MUTATIONS. Whatever goes wrong
// ends the process.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

using Input = std::vector<unsigned char>;

/// xorshift64*. Source: Vigna 2016, doi 10.1145/2845077.
class Dice {
public:
  std::size_t below(std::size_t bound) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return bound == 0 ? 0
                      : static_cast<std::size_t>((state_ * 2685821657736338717ULL) >> 16) % bound;
  }

private:
  std::uint64_t state_ = 88172645463325252ULL;
};

void add_inputs_of(const std::string &folder, std::vector<Input> &inputs) {
  std::vector<std::filesystem::path> paths;
  for (const auto &entry : std::filesystem::directory_iterator(folder))
    paths.push_back(entry.path());
  std::ranges::sort(paths);
  for (const auto &path : paths) {
    std::ifstream in(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
}

void change(Input &input, const Input &other, Dice &dice) {
  constexpr unsigned char telling[] = {0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF, '0', '9', '\\', '\n', '"'};
  const std::size_t at = dice.below(input.size() + 1);
  const auto place = input.begin() + static_cast<std::ptrdiff_t>(at);
  const auto run = static_cast<std::ptrdiff_t>(std::min(dice.below(32) + 1, input.size() - at));
  switch (dice.below(6)) {
  case 0:
    input.erase(place, place + run);
    break;
  case 1:
    input.insert(place, dice.below(16) + 1, telling[dice.below(std::size(telling))]);
    break;
  case 2: { // a piece of another input
    const std::size_t from = dice.below(other.size() + 1);
    const std::size_t length = std::min(dice.below(64), other.size() - from);
    const Input piece(other.begin() + static_cast<std::ptrdiff_t>(from),
                      other.begin() + static_cast<std::ptrdiff_t>(from + length));
    input.insert(place, piece.begin(), piece.end());
    break;
  }
  case 3:
    input.resize(at);
    break;
  default:
    if (at < input.size())
      input[at] = dice.below(2) == 0 ? telling[dice.below(std::size(telling))]
                                     : static_cast<unsigned char>(dice.below(256));
    break;
  }
}

} // namespace

int main(int count, char **arguments) {
  if (count < 3) {
    std::fputs("usage: PROGRAM FOLDER... MUTATIONS\n", stderr);
    return 2;
  }
  std::vector<Input> inputs;
  for (int i = 1; i < count - 1; ++i)
    add_inputs_of(arguments[i], inputs);
  if (inputs.empty()) {
    std::fputs("the folders hold no input\n", stderr);
    return 1;
  }
  for (const Input &input : inputs)
    LLVMFuzzerTestOneInput(input.data(), input.size());
  LLVMFuzzerTestOneInput(nullptr, 0);
  Dice dice;
  const long mutations = std::strtol(arguments[count - 1], nullptr, 10);
  for (long i = 0; i < mutations; ++i) {
    Input input = inputs[dice.below(inputs.size())];
    const std::size_t changes = dice.below(4) + 1;
    for (std::size_t c = 0; c < changes; ++c)
      change(input, inputs[dice.below(inputs.size())], dice);
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  std::printf("%zu inputs, %ld mutations\n", inputs.size(), mutations);
  return 0;
}
