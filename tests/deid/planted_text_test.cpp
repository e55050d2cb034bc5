#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/names.hpp>
#include <libcurate/deid/scrub_text.hpp>

#include <array>
#include <random>

namespace curate::deid {
namespace {

// A made-up person, and how others may spell what is known of them.
struct Somebody {
  KnownValues known;
  std::vector<std::string> spellings;
};

class Maker {
public:
  explicit Maker(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) { return engine_() % bound; }

  std::string name() {
    constexpr std::array<const char *, 20> begins = {"Kor", "Mal", "Be", "Ta",  "Ri",  "Sze", "Do",
                                                     "Ny",  "Fa",  "Ho", "Jui", "Wu",  "Za",  "Pe",
                                                     "Lo",  "Ek",  "Am", "Ou",  "Gru", "Vi"};
    constexpr std::array<const char *, 16> middles = {"ra", "li", "mo",  "ne", "ku", "sti",
                                                      "da", "vo", "che", "ja", "bu", "ske",
                                                      "no", "pa", "fe",  "zi"};
    constexpr std::array<const char *, 12> ends = {"vic", "nen", "ova", "sen", "ki",   "ez",
                                                   "ari", "ong", "ter", "lle", "mann", "dez"};
    std::string made = begins[below(begins.size())];
    if (below(3) != 0) made += middles[below(middles.size())];
    return made + ends[below(ends.size())];
  }

  std::string digits(std::size_t count) {
    std::string made(1, static_cast<char>('1' + below(9)));
    while (made.size() < count)
      made += static_cast<char>('0' + below(10));
    return made;
  }

private:
  std::mt19937 engine_;
};

std::string upper(std::string text) {
  for (char &c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

void add_name(Maker &make, Somebody &who) {
  const std::string family = make.name(), given = make.name();
  who.known.add(Identifies::person_name, family + "^" + given);
  for (const auto &spelling :
       {family, upper(family), base::lower(given), family + given, given + "_" + family,
        given.substr(0, 1) + family, family + "-" + given, upper(family) + "^" + upper(given)})
    who.spellings.push_back(spelling);
}

void add_id(Maker &make, Somebody &who) {
  const std::string left = make.digits(2), middle = make.digits(3), right = make.digits(3);
  const std::array<std::string, 5> ids = {left + middle + right, "P" + middle + right,
                                          left + "-" + middle + "-" + right, "MRN" + left + middle,
                                          middle + right + "X"};
  const std::string &id = ids[make.below(ids.size())];
  who.known.add(Identifies::id, id);
  who.spellings.push_back(id);
  who.spellings.push_back(base::lower(base::alphanumeric(id)));
}

void add_days(Maker &make, Somebody &who, Identifies what) {
  constexpr std::array<std::array<const char *, 5>, 12> months = {{
      {"January", "Jan", "januar", "janvier", "enero"},
      {"February", "Feb", "Februar", "fevrier", "febrero"},
      {"March", "Mar", "März", "mars", "marzo"},
      {"April", "Apr", "april", "avril", "abril"},
      {"May", "may", "Mai", "mai", "mayo"},
      {"June", "Jun", "Juni", "juin", "giugno"},
      {"July", "Jul", "Juli", "juillet", "luglio"},
      {"August", "Aug", "august", "août", "agosto"},
      {"September", "Sep", "Sept", "septembre", "settembre"},
      {"October", "Oct", "Oktober", "octobre", "ottobre"},
      {"November", "Nov", "november", "novembre", "noviembre"},
      {"December", "Dec", "Dezember", "décembre", "dicembre"},
  }};
  const std::size_t year = 1925 + make.below(95), month = 1 + make.below(12),
                    day = 1 + make.below(28);
  const auto two = [](std::size_t number) {
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
  };
  const std::string y = std::to_string(year), m = two(month), d = two(day);
  who.known.add(what, y + m + d);
  const std::string name = months[month - 1][make.below(5)], short_y = y.substr(2);
  for (const auto &spelling :
       {y + m + d, y + "-" + m + "-" + d, d + "." + m + "." + y, d + "-" + m + "-" + y,
        m + "/" + d + "/" + y, d + m + y, short_y + m + d, d + "." + m + "." + short_y,
        d + "_" + m + "_" + y, std::to_string(day) + "." + std::to_string(month) + "." + y,
        std::to_string(day) + "." + std::to_string(month) + "." + short_y,
        std::to_string(day) + " " + name + " " + y, d + name + y, d + "-" + name + "-" + short_y,
        name + " " + std::to_string(day) + ", " + y, std::to_string(day) + ". " + name + " " + y})
    who.spellings.push_back(spelling);
}

void add_rest(Maker &make, Somebody &who) {
  const std::string phone = "0" + make.digits(2) + " " + make.digits(4) + " " + make.digits(3);
  who.known.add(Identifies::contact, phone);
  who.spellings.push_back(phone);
  who.spellings.push_back(base::alphanumeric(phone));
  const std::string street = make.name() + "weg";
  who.known.add(Identifies::contact,
                street + " 12, " + make.digits(5) + " " + make.name() + "stadt");
  who.spellings.push_back(street);
  const std::string doctor = make.name(), house = make.name() + "hospital";
  who.known.add(Identifies::staff_name, doctor + "^Dr");
  who.known.add(Identifies::institution, house);
  who.spellings.push_back("Dr. " + doctor);
  who.spellings.push_back(house);
}

Somebody somebody(Maker &make) {
  Somebody who;
  add_name(make, who);
  add_id(make, who);
  add_days(make, who, Identifies::birth_date);
  add_days(make, who, Identifies::date);
  add_rest(make, who);
  return who;
}

constexpr std::array<const char *, 12> descriptions = {
    "t1_mprage_sag_p2_iso",  "ep2d_bold_moco_p2", "Ax T2 FLAIR",
    "func_task-rest_run-01", "tfl3d1_16ns",       "DTI_64dir_b1000",
    "SAG CUBE FLAIR",        "gre_field_mapping", "localizer",
    "WIP BOLD SENSE",        "t2_tse_tra_512",    "3D T1 TFE"};

std::string planted(Maker &make, const std::string &value) {
  constexpr std::array<const char *, 8> glue = {"_", "-", "^", " ", ", ", "/", ".", " for "};
  const std::string base = descriptions[make.below(descriptions.size())];
  const std::string left = glue[make.below(glue.size())], right = glue[make.below(glue.size())];
  const std::string other = descriptions[make.below(descriptions.size())];
  switch (make.below(4)) {
  case 0:
    return value + right + base;
  case 1:
    return base + left + value;
  case 2:
    return base + left + value + right + other;
  }
  return value;
}

/// What is left of a value: its letters and digits, one after another.
bool survives(const std::string &value, const std::string &text) {
  return base::lower(base::alphanumeric(text)).find(base::lower(base::alphanumeric(value))) !=
         std::string::npos;
}

TEST(planted_values, none_of_a_thousand_people_survives) {
  const Vocabulary vocabulary;
  Maker make(4711);
  std::size_t tried = 0;
  for (int i = 0; i < 1000; ++i) {
    const Somebody who = somebody(make);
    const Scrubber scrub(who.known, vocabulary);
    for (const auto &spelling : who.spellings) {
      ++tried;
      const std::string text = planted(make, spelling);
      EXPECT_TRUE(scrub.holds_known(text)) << text;
      for (const auto &clean :
           {scrub.free_text(text), scrub.technical(text, 256), scrub.term(text)})
        EXPECT_FALSE(survives(spelling, clean.text())) << text << " gives " << clean.text();
    }
    if (HasFailure() && i > 50) break;
  }
  EXPECT_GT(tried, 30'000U);
}

// Nothing is known of anybody here: patterns and the vocabulary alone.
TEST(planted_values, common_names_and_days_of_strangers_go_too) {
  const Vocabulary vocabulary;
  const Scrubber scrub(KnownValues(), vocabulary);
  Maker make(815);
  constexpr std::array<const char *, 22> names = {
      "Simon",  "Ernst",     "Travis",  "ANNA1984", "JohnSmith", "Maria",   "Mueller", "Schmidt",
      "Garcia", "Dubois",    "Rossi",   "Nguyen",   "Kowalski",  "Hariri",  "Gabor",   "Dr. Tom",
      "Olsen",  "Sternberg", "Johnson", "Wilhelm",  "Fatima",    "Yamamoto"};
  for (int i = 0; i < 2000; ++i) {
    Somebody who;
    add_days(make, who, Identifies::date);
    // Six digits alone, and days of two numbers, may be numbers of imaging: those must be known.
    std::erase_if(who.spellings, [](const std::string &spelling) {
      return base::alphanumeric(spelling).size() < 7;
    });
    who.spellings.push_back(names[make.below(names.size())]);
    for (const auto &spelling : who.spellings) {
      const std::string text = planted(make, spelling);
      EXPECT_FALSE(survives(spelling, scrub.free_text(text).text())) << text;
      if (vocabulary.has(spelling)) continue; // the name of a sequence, where machines write
      EXPECT_FALSE(survives(spelling, scrub.technical(text, 256).text())) << text;
      EXPECT_FALSE(survives(spelling, scrub.term(upper(text)).text())) << text;
    }
    if (HasFailure() && i > 50) break;
  }
}

TEST(planted_values, words_that_are_names_too_go_with_their_own) {
  const Vocabulary vocabulary;
  const Scrubber scrub(KnownValues(), vocabulary);
  for (const char *text : {"t1_petra_iso", "task-simon_run-2", "SIMON_task_run1",
                           "t1_vibe_dixon_tra", "ernst angle", "theory mind tom", "hariri faces"})
    EXPECT_EQ(scrub.free_text(text).text(), text);
  EXPECT_EQ(scrub.free_text("Petra").text(), "");
  EXPECT_EQ(scrub.free_text("Simon T1w").text(), "T1w");
  EXPECT_EQ(scrub.free_text("Petra, T1w").text(), "T1w");
  EXPECT_EQ(scrub.free_text("Schmidt_Petra_T1w").text(), "T1w");
  EXPECT_EQ(scrub.free_text("Ernst bold").text(), "bold");
  EXPECT_EQ(scrub.free_text("Dixon").text(), "");
}

} // namespace
} // namespace curate::deid
