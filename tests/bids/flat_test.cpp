#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/flat.hpp>
#include <rapidcheck/gtest.h>
#include <set>

namespace curate::bids {
namespace {

using dicom::Component;

TEST(flat, names_by_series_protocol_echo_and_component) {
  const std::vector<FlatWanted> wanted = {
      {2, "me_FieldMap_GRE", 1, Component::magnitude, "a"},
      {3, "me_FieldMap_GRE", 2, Component::phase, "b"},
      {4, "", {}, Component::unknown, "c"},
      {{}, "T1 (sag) /../x", {}, Component::imaginary, "d"},
  };
  EXPECT_EQ(flat_names(wanted),
            (std::vector<std::string>{"2_me_FieldMap_GRE_e1", "3_me_FieldMap_GRE_e2_ph", "4_series",
                                      "0_T1_sag_.._x_imaginary"}));
}

TEST(flat, names_the_pictures_of_a_dixon_scan) {
  using dicom::DixonKind;
  std::vector<FlatWanted> wanted;
  for (const DixonKind kind : {DixonKind::water, DixonKind::fat, DixonKind::in_phase,
                               DixonKind::opposed_phase, DixonKind::fat_fraction})
    wanted.push_back({5, "vibe", {}, Component::magnitude, "k", kind});
  EXPECT_EQ(flat_names(wanted), (std::vector<std::string>{"5_vibe_water", "5_vibe_fat", "5_vibe_in",
                                                          "5_vibe_opp", "5_vibe_fatfraction"}));
}

TEST(flat, gives_letters_where_names_would_collide) {
  const std::vector<FlatWanted> wanted = {
      {1, "x", {}, Component::unknown, "k2"},
      {1, "X", {}, Component::unknown, "k1"},
      {1, "x_a", {}, Component::unknown, "k3"},
  };
  EXPECT_EQ(flat_names(wanted), (std::vector<std::string>{"1_x_c", "1_X_b", "1_x_a"}));
}

RC_GTEST_PROP(flat, never_gives_a_name_twice, (const std::vector<std::string> &protocols)) {
  std::vector<FlatWanted> wanted;
  for (const std::string &protocol : protocols)
    wanted.push_back(
        {1, protocol.substr(0, 2), {}, Component::unknown, std::to_string(wanted.size())});
  std::set<std::string> different;
  for (const std::string &name : flat_names(wanted))
    different.insert(base::lower(name));
  RC_ASSERT(different.size() == wanted.size());
}

TEST(flat, goes_on_after_z) {
  const std::vector<FlatWanted> wanted(30, FlatWanted{1, "x", {}, Component::unknown, ""});
  const auto names = flat_names(wanted);
  EXPECT_EQ(names[25], "1_x_z");
  EXPECT_EQ(names[26], "1_x_aa");
}

} // namespace
} // namespace curate::bids
