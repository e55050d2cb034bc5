#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/integrity/signature.hpp>

namespace curate::integrity {
namespace {

std::vector<std::byte> unhex(std::string_view text) {
  std::vector<std::byte> bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::byte>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
  return bytes;
}

struct Vector {
  const char *seed, *public_key, *message, *signature;
};

// Source: RFC 8032, 7.1, tests 1 to 3.
constexpr Vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6594a7c15e9716ed28dc027beceea1ec40a"},
};

TEST(signature, agrees_with_rfc_8032) {
  for (const auto &vector : vectors) {
    std::array<std::byte, 32> seed{};
    const auto bytes = unhex(vector.seed);
    std::copy(bytes.begin(), bytes.end(), seed.begin());
    SigningKey key{Secret(seed), {}, {}};
    key.public_key = public_key_of(key.seed);
    EXPECT_EQ(hex(key.public_key), vector.public_key);
    auto message = unhex(vector.message);
    const auto signature = sign(key, message);
    EXPECT_EQ(hex(signature), vector.signature);
    EXPECT_TRUE(verify(key.public_key, message, signature));
    message.push_back(std::byte{0});
    EXPECT_FALSE(verify(key.public_key, message, signature));
  }
}

TEST(signature, key_reads_back_from_its_text) {
  const auto key = make_signing_key();
  const auto text = private_key_text(key);
  const auto again = read_private_key(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->public_key, key.public_key);
  EXPECT_EQ(again->id, key.id);
  const auto damaged = Secret(text.reveal().substr(5));
  EXPECT_EQ(read_private_key(damaged).error().code, "KEY-DAMAGED");
}

TEST(signature, public_key_is_written_as_minisign_reads_it) {
  const auto key = make_signing_key();
  const std::string text = public_key_text(key);
  const auto lines = base::split(text, '\n');
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_TRUE(lines[0].starts_with("untrusted comment: minisign public key "));
  const auto bytes = from_base64(lines[1]);
  ASSERT_TRUE(bytes);
  ASSERT_EQ(bytes->size(), 42U);
  EXPECT_EQ(bytes->substr(0, 2), "Ed");
  const auto raw = std::as_bytes(std::span(*bytes));
  EXPECT_EQ(hex(raw.subspan(10)), hex(key.public_key));
}

// Source: RFC 4648, 10.
TEST(base64, agrees_with_rfc_4648) {
  const std::pair<std::string, std::string> pairs[] = {
      {"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
      {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
  for (const auto &[plain, coded] : pairs) {
    EXPECT_EQ(base64(std::as_bytes(std::span(plain))), coded);
    EXPECT_EQ(from_base64(coded).value(), plain);
  }
  for (const char *bad : {"Z", "Zg=", "====", "Z!==", "Zm9v\n"})
    EXPECT_FALSE(from_base64(bad)) << bad;
}

} // namespace
} // namespace curate::integrity
