#include "tests/support/people.hpp"

#include <array>
#include <fmt/format.h>

namespace curate::support {

std::vector<Person> sample_people() {
  return {
      {.number = 1,
       .id = "KWB-4711-0839",
       .other_id = "AOK-K772940185",
       .issuer = "KLINIKUM-WEIDENBRONN",
       .name = "Mühlenbrock^Dörthe^Annegret^Dr.",
       .birth_date = "19710417",
       .sex = 'F',
       .height_m = 1.68,
       .weight_kg = 63.5,
       .birth_name = "Schäfflerin^Dörthe",
       .mothers_name = "Schäfflerin^Kunigunde",
       .address = "Eschenrieder Gasse 17, 74912 Weidenbronn",
       .telephone = "+49 7266 9914402",
       .occupation = "Kirchenmusikerin in Weidenbronn",
       .comments = "Platzangst; Ehemann Eginhard wartet, Tel. 0171 5550948",
       .traits = {.seed = 11, .lesion_count = 14}},
      {.number = 2,
       .id = "KWB-4711-1207",
       .other_id = "TK-M118204467",
       .issuer = "KLINIKUM-WEIDENBRONN",
       .name = "Grünwaldt^Jörg-Ekkehard",
       .birth_date = "19840903",
       .sex = 'M',
       .height_m = 1.83,
       .weight_kg = 88,
       .birth_name = "Grünwaldt^Jörg-Ekkehard",
       .mothers_name = "Grünwaldt^Friedelinde",
       .address = "Am Kesselbühl 3a, 74914 Oberkressach",
       .telephone = "+49 7266 9917731",
       .occupation = "Feuerwehrmann Wache Oberkressach",
       .comments = "Studie MS-LANGZEIT, Code 4711-1207, Hausarzt Dr. Pfefferkorn",
       .traits = {.seed = 22, .lesion_count = 9}},
      {.number = 3,
       .id = "KWB-4711-1544",
       .other_id = "BARMER-H550917236",
       .issuer = "KLINIKUM-WEIDENBRONN",
       .name = "O'Hannighan^Siobhán^^Mrs",
       .birth_date = "19900128",
       .sex = 'F',
       .height_m = 1.72,
       .weight_kg = 66,
       .birth_name = "Ní Fhlaithearta^Siobhán",
       .mothers_name = "Ní Fhlaithearta^Gobnait",
       .address = "Lindenhöfer Str. 88, 74912 Weidenbronn",
       .telephone = "+353 91 5550173",
       .occupation = "Dozentin Hochschule Weidenbronn",
       .comments = "gesunde Kontrolle; Freundin von Fr. Mühlenbrock",
       .has_ms = false,
       .traits = {.seed = 33, .lesion_count = 0}},
      {.number = 4,
       .id = "90210477",
       .other_id = "HAKATA-5520-118",
       .issuer = "STANSFELD-GENERAL",
       .name = "Tanakadate^Yukiko=田中館^雪子=たなかだて^ゆきこ",
       .character_set = "\\ISO 2022 IR 87",
       .birth_date = "19780711",
       .sex = 'F',
       .height_m = 1.57,
       .weight_kg = 51,
       .birth_name = "Kuroyanagi^Yukiko",
       .mothers_name = "Kuroyanagi^Sumire",
       .address = "221b Thistlegate Crescent, Port Stansfeld PS4 9QX",
       .telephone = "+44 1632 960188",
       .occupation = "Harpsichord maker, Thistlegate Workshops",
       .comments = "Speaks Japanese, brother Kenjiro interprets 07700 900461",
       .vendor = Vendor::ge,
       .traits = {.seed = 44, .lesion_count = 11}},
      {.number = 5,
       .id = "90213960",
       .other_id = "NHS-943-476-5919",
       .issuer = "STANSFELD-GENERAL",
       .name = "Wiśniewolski^Łukasz^Zbigniew",
       .character_set = "ISO_IR 192",
       .birth_date = "19690203",
       .sex = 'M',
       .height_m = 1.79,
       .weight_kg = 94,
       .birth_name = "Wiśniewolski^Łukasz",
       .mothers_name = "Przybyłowska^Grażyna",
       .address = "9 Mullins Quay, Port Stansfeld PS1 3LT",
       .telephone = "+44 1632 960742",
       .occupation = "Tram driver, depot Mullins Quay",
       .comments = "Wheelchair; contact wife Bronisława 07700 900118",
       .vendor = Vendor::ge,
       .traits = {.seed = 55, .lesion_count = 22}},
      {.number = 6,
       .id = "90218834",
       .other_id = "NHS-943-481-2207",
       .issuer = "STANSFELD-GENERAL",
       .name = "Featherstonehaugh^Quentin^Algernon^^III",
       .character_set = "ISO_IR 6",
       .birth_date = "19870521",
       .sex = 'M',
       .height_m = 1.75,
       .weight_kg = 74,
       .birth_name = "Featherstonehaugh^Quentin",
       .mothers_name = "Cholmondeley^Philippa",
       .address = "The Old Rectory, Nether Wallopsby NW7 2ZZ",
       .telephone = "+44 1632 960355",
       .occupation = "Verger at Nether Wallopsby",
       .comments = "Volunteer, colleague of Dr Abernathy; email quentin.f@wallopsby.example",
       .has_ms = false,
       .vendor = Vendor::ge,
       .traits = {.seed = 66, .lesion_count = 0}},
  };
}

Site sample_site(Vendor vendor) {
  if (vendor == Vendor::siemens)
    return {.vendor = vendor,
            .manufacturer = "SIEMENS",
            .model = "Prisma_fit",
            .software = "syngo MR E11",
            .uid_root = "1.3.12.2.1107.5.2.43.966173",
            .institution = "Klinikum Weidenbronn, Neuroradiologie",
            .address = "Krankenhausallee 5,Weidenbronn,BW,DE,74912",
            .department = "Abteilung Prof. Hartmannsgruber",
            .station = "AWP966173",
            .ae_title = "WDBRN_MR3T_A",
            .serial_number = "966173",
            .referring_physician = "Pfefferkorn^Balduin^^Dr.",
            .performing_physician = "Hartmannsgruber^Ottilie^^Prof. Dr.",
            .operators = "Zwicknagl^Resi",
            .requesting_physician = "Langenscheidt^Wolfram^^Dr.",
            .physician_of_record = "Pfefferkorn^Balduin^^Dr.",
            .reading_physician = "Quittenbaum^Irmhild^^Dr.",
            .referring_telephone = "+49 7266 9910071"};
  const bool ge = vendor == Vendor::ge;
  return {.vendor = vendor,
          .manufacturer = ge ? "GE MEDICAL SYSTEMS" : "Philips Medical Systems",
          .model = ge ? "DISCOVERY MR750" : "Ingenia",
          .software = ge ? "27\\LX\\MR Software release:DV26.0_R03_1831.b" : "5.4.1\\5.4.1.1",
          .uid_root = ge ? "1.2.840.113619.2.408.9661734.5520118" : "1.3.46.670589.11.96617.5",
          .institution = "Stansfeld General Infirmary",
          .address = "Lighthouse Parade, Port Stansfeld PS1 1AA",
          .department = "Neuroimaging, Abernathy Wing",
          .station = "stansmr750b",
          .ae_title = "STANSMR750B",
          .serial_number = "000966173558GEMR",
          .referring_physician = "Abernathy^Cuthbert^^Dr",
          .performing_physician = "Vandermeulebroucke^Godelieve^^Prof",
          .operators = "Okonkwo-Bright^Ngozi",
          .requesting_physician = "Thistlethwaite^Enid^^Dr",
          .physician_of_record = "Abernathy^Cuthbert^^Dr",
          .reading_physician = "Ramanujachari^Lakshmi^^Dr",
          .referring_telephone = "+44 1632 960019"};
}

Visit sample_visit(const Person &person, int number) {
  // First visit and follow-up, one of each a person: all on different days.
  static constexpr std::array<std::array<const char *, 2>, 6> dates = {{{"20210316", "20220405"},
                                                                        {"20210322", "20220411"},
                                                                        {"20210408", "20220428"},
                                                                        {"20210511", "20220519"},
                                                                        {"20210527", "20220616"},
                                                                        {"20210603", "20220623"}}};
  const int row = (person.number - 1) % static_cast<int>(dates.size());
  const bool siemens = person.vendor == Vendor::siemens;
  Visit visit;
  visit.number = number;
  visit.date = dates[static_cast<std::size_t>(row)][number == 1 ? 0 : 1];
  visit.start_s = 8 * 3600 + 17 * 60 + row * 3137 + number * 1423;
  visit.accession_number =
      fmt::format("{}{}{:04}", siemens ? "WDB" : "STF", 7730 + row * 41, 4100 + number * 377);
  visit.study_id = fmt::format("{}", 27018 + row * 113 + number * 7);
  visit.study_description =
      siemens ? "MS-Verlauf^Hartmannsgruber" : "MS follow-up Vandermeulebroucke";
  visit.admission_id = fmt::format("FALL-{}", 880214 + row * 97 + number);
  return visit;
}

} // namespace curate::support
