#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/integrity/hmac.hpp>
#include <libcurate/integrity/random.hpp>
#include <tests/support/folders.hpp>

namespace curate::integrity {
namespace {

std::vector<std::byte> repeated(unsigned value, std::size_t count) {
  return std::vector<std::byte>(count, static_cast<std::byte>(value));
}

// Source: FIPS 180-4, examples of NIST.
TEST(sha256, agrees_with_published_digests) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 sum;
  for (int i = 0; i < 1000; ++i)
    sum.add(std::string(1000, 'a'));
  EXPECT_EQ(hex(sum.finish()), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(sha256, reads_files_in_parts) {
  const support::TemporaryFolder folder;
  const std::string text(1'000'003, 'x');
  base::write_file(folder.path() / "a", text, base::Overwrite::no);
  EXPECT_EQ(sha256_of_file(folder.path() / "a"), sha256(text));
  EXPECT_THROW(sha256_of_file(folder.path() / "absent"), InputError);
}

// Source: RFC 4231, test cases 1, 2, 3, 6 and 7.
TEST(hmac, agrees_with_rfc_4231) {
  EXPECT_EQ(hex(hmac_sha256(repeated(0x0b, 20), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256(std::as_bytes(std::span("Jefe", 4)), "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(repeated(0xaa, 20), std::string(50, '\xdd'))),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(hex(hmac_sha256(repeated(0xaa, 131),
                            "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(hex(hmac_sha256(repeated(0xaa, 131),
                            "This is a test using a larger than block-size key and a larger than "
                            "block-size data. The key needs to be hashed before being used by the "
                            "HMAC algorithm.")),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST(random, differs_every_time) {
  Digest a{}, b{};
  random_bytes(a);
  random_bytes(b);
  EXPECT_NE(a, b);
}

TEST(constant_time, compares_content_and_length) {
  const auto a = repeated(1, 4);
  auto b = a;
  EXPECT_TRUE(equal_in_constant_time(a, b));
  b[3] = std::byte{2};
  EXPECT_FALSE(equal_in_constant_time(a, b));
  EXPECT_FALSE(equal_in_constant_time(a, repeated(1, 5)));
}

} // namespace
} // namespace curate::integrity
