#pragma once

#include "tests/support/head.hpp"
#include <string>
#include <vector>

namespace curate::support {

/// Which scanner a made-up header comes from.
enum class Vendor { siemens, ge, philips };

/// A made-up person. Nobody of this name, address or number exists; all text in UTF-8.
struct Person {
  int number = 1; ///< from 1
  std::string id{}, other_id{}, issuer{};
  std::string name{}; ///< DICOM PN: family^given^middle^prefix, with groups after '='
  std::string character_set = "ISO_IR 100";
  std::string birth_date{}; ///< YYYYMMDD
  char sex = 'F';
  double height_m = 1.7, weight_kg = 70;
  std::string birth_name{}, mothers_name{}, address{}, telephone{}, occupation{}, comments{};
  bool has_ms = true;
  Vendor vendor = Vendor::siemens;
  Traits traits{};
};

/// Where a person was scanned, and by whom.
struct Site {
  Vendor vendor = Vendor::siemens;
  std::string manufacturer{}, model{}, software{}, uid_root{};
  std::string institution{}, address{}, department{}, station{}, ae_title{}, serial_number{};
  std::string referring_physician{}, performing_physician{}, operators{}, requesting_physician{},
      physician_of_record{}, reading_physician{}, referring_telephone{};
};

/// One day in the scanner.
struct Visit {
  int number = 1;
  std::string date{}; ///< YYYYMMDD
  int start_s = 0;    ///< of the day
  std::string accession_number{}, study_id{}, study_description{}, admission_id{};
};

/// The six people of the sample study: 1, 2, 4 and 5 have multiple sclerosis, 3 and 6 are controls;
/// 1 to 3 were scanned at the Siemens, 4 to 6 at the GE scanner.
std::vector<Person> sample_people();
Site sample_site(Vendor vendor);
/// `number` is 1 or 2.
Visit sample_visit(const Person &person, int number);

} // namespace curate::support
