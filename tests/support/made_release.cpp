#include "tests/support/made_release.hpp"

#include <random>

namespace curate::support {

namespace {

std::string noise(std::size_t length, unsigned seed) {
  std::mt19937 random(seed);
  std::string text(length, '\0');
  for (char &c : text)
    c = static_cast<char>(random() & 255);
  return text;
}

} // namespace

integrity::SigningKey made_key() {
  std::array<std::byte, 32> seed;
  seed.fill(std::byte{7});
  integrity::SigningKey key{Secret<std::array<std::byte, 32>>(seed), {}, {}};
  key.public_key = integrity::public_key_of(key.seed);
  key.id.fill(std::byte{9});
  return key;
}

std::vector<std::pair<std::string, std::string>> made_release_files() {
  std::vector<std::pair<std::string, std::string>> files = {
      {".bidsignore", "RELEASE.json\nRELEASE.json.minisig\nMANIFEST.sha256\n"},
      {"CHANGES", "1.0.0 2026-03-01\n  - First release.\n"},
      {"CITATION.cff", "cff-version: 1.2.0\ntitle: \"made\"\nversion: 1.0.0\nlicense: CC-BY-4.0\n"},
      {"LICENSE", "CC-BY-4.0\nCreative Commons Attribution 4.0 International\n"},
      {"README", "Made for tests.\n"},
      {"dataset_description.json",
       "{\"Name\": \"made\", \"BIDSVersion\": \"1.10.0\", \"License\": \"CC-BY-4.0\"}\n"},
      {"participants.json", "{\"age\": {\"Description\": \"age\"}}\n"},
      {"participants.tsv", "participant_id\tage\nsub-a1\t31\nsub-b2\t42\nsub-c3\t53\n"},
      {"phenotype/edss.tsv", "participant_id\tedss\nsub-a1\t1.5\nsub-b2\t2\nsub-c3\t6.5\n"}};
  unsigned seed = 1;
  for (const char *label : {"a1", "b2", "c3"}) {
    const std::string folder = std::string("sub-") + label + "/ses-1/anat/";
    const std::string name = folder + "sub-" + label + "_ses-1_T1w";
    files.emplace_back(name + ".json", "{\"EchoTime\": 0.00" + std::to_string(seed) + "}\n");
    files.emplace_back(name + ".nii.gz", noise(3000 + 1000 * seed, seed));
    ++seed;
  }
  return files;
}

} // namespace curate::support
