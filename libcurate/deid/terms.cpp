#include <libcurate/deid/terms.hpp>
#include <libcurate/deid/terms_table.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <vector>

namespace curate::deid {

namespace {

// Modalities (PS3.3, C.7.3.1.1.1), and the terms that scanners write into Image Type, Scan Options,
// Sequence Variant and the like. Sources: conformance statements of Siemens (VE11, XA30), GE (DV26,
// RX29), Philips (R5), Canon and UIH; explicit files of these makers.
// clang-format off
constexpr std::string_view own_terms =
    "ANN|AR|ASMT|AU|BDUS|BI|BMD|CD|CFM|CR|CT|CTPROTOCOL|DD|DG|DMS|DOC|DS|DX|EC|ECG|EEG|EMG|EOG|EPS|ES|FA|FID|FS|"
    "GM|HC|HD|IO|IOL|IVOCT|IVUS|KER|KO|LEN|LP|LS|M3D|MA|MG|MR|MS|NM|OAM|OCT|OP|OPM|OPR|OPT|OPTBSV|OPTENF|OPV|OSS|"
    "OT|PA|PLAN|POS|PR|PT|PX|REG|RESP|RF|RG|RTDOSE|RTIMAGE|RTINTENT|RTPLAN|RTRAD|RTRECORD|RTSEGANN|RTSTRUCT|SC|"
    "SEG|SM|SMR|SR|SRF|ST|STAIN|TEXTUREMAP|TG|US|VA|VF|XA|XAPROTOCOL|XC|"
    // Siemens
    "ND|NORM|DIS2D|DIS3D|MOSAIC|MFSPLIT|SH|SH1|SH2|SH3|SH4|SH5|FM|FM1_2|FM2_1|FM3_1|FM3_2|FM4_1|FM4_2|FIL|UNI|DEN|"
    "T1 MAP|T2 MAP|T2_STAR MAP|R1 MAP|R2 MAP|R2_STAR MAP|B0 MAP|B1 MAP|PD MAP|FLIP ANGLE MAP|RELCBF|RELCBV|RELMTT|"
    "PWI|TMAX|PBP|GBP|MOCO|TRACEW|COLFA|EXP|CALC_BVALUE|TENSOR|TENSOR_B0|IN_PHASE|OPP_PHASE|OUT_PHASE|DIXON|SUB|"
    "MIP_SUM|SWI|MNIP|COMPOSED|COMP_SP|COMP_AD|COMP_DIF|COMP_MIP|COMP_MAN|INV1|INV2|MPR|CPR|POST_PROC|BETA|TTEST|"
    "GLM|DFC|ADC_UNSPEC|SECONDARY FAT|SECONDARY WATER|PARAMETER MAP|CSA MPR|CSA 3D EDITOR|CSA RESULT|CSA OVERLAY|"
    "CSA BLACK IMAGE|CSA MANUAL|CSA SPLIT|CSA AVERAGED|CSA CORRECTED|RETRO|MAG_PREP|FATSAT|PFP|CT_SOM5 SEQ|"
    "CT_SOM5 SPI|CT_SOM5 PROT|CT_SOM5 TOP|CT_SOM5 MON|CSAPARALLEL|CT_SOM7 SPI|CT_SOM7 SEQ|RAWDATA|SPEC|SPR|AVERAGE|PERFUSION|ASL|M0|CBF|"
    "CBV|MTT|TTP|TTD|EMPRI|SOURCE|DERIVED 2D|SCREEN SAVE|PROT|VB10S|IRM|SAT1|SAT2|SAT3|SAT4|SAT5|SAT6|SFS|FSL|FSS|"
    "RG|GP|"
    // GE
    "ACC_GEMS|FC_FREQ_AX_GEMS|FC_SLICE_AX_GEMS|FC_GEMS|EDR_GEMS|TRF_GEMS|FILTERED_GEMS|ROAM_GEMS|SAT_GEMS|VB_GEMS|"
    "FAST_GEMS|SEQ_GEMS|MP_GEMS|CL_GEMS|PFF|NPW|NP|RAMP_IS_GEMS|RAMP_IP_GEMS|IFLOW_GEMS|VASCTOF_GEMS|VASCPC_GEMS|"
    "SP_GEMS|EPI_GEMS|DIFF_GEMS|PROP_GEMS|CAL_GEMS|ASSET_GEMS|ARC_GEMS|HYPERBAND_GEMS|MULTIBAND_GEMS|FLEX_GEMS|"
    "WATER_GEMS|FAT_GEMS|BSP_GEMS|CS_GEMS|HYP_GEMS|IR_GEMS|SCREEN_SAVE|SCREEN SAVE|REFORMATTED|CORRELATION|"
    "AVERAGE_DC|DFOV|HELICAL MODE|AXIAL MODE|SCOUT MODE|CINE MODE|HELICAL_CT|AXIAL|"
    // Philips
    "M|P|R|I|MIXED|M_FFE|M_SE|M_IR|M_PCA|M_B0|M_B1|M_ADC|P_FFE|P_SE|P_IR|P_PCA|R_FFE|R_SE|R_IR|I_FFE|I_SE|I_IR|"
    "PCA|FFE|FE|B0|B1|ADC|ECHO|T0|T1|T2|RHO|T2_STAR|R2_STAR|W|F|IP|OP|FF|CFE|VELOCITY MAP|PHASE MAP|SUBTRACTION|"
    "UNSPECIFIED|DERIVED|OTHER|MAG|SWIP|QSM|GR|EPI|TFE|TSE|MS|FAST|NONE|PFF_PFP|FS_PFP|FC|SPIR|SPAIR|PROSET|SK_SS|"
    "SS_SK|SK_SP|SP_SK|SK_SP_MP|SP_MP_SK|SK_SP_OSP|OSP_SK|"
    // Canon and UIH
    "PRIMARY_OTHER|VFRAME|REGULAR|NETFLIP|FLAIR|FSE|FSE2D|FE3D|SE2D|EPI2D|EPI_DIFF|FATSUP|PQF|"
    // persons, sides, answers
    "M|F|O|L|R|U|B|Y|N|YES|NO|ALTERED|LEFT|RIGHT|BOTH|UNPAIRED|BURNED|QUALIFIED|";
// clang-format on

std::vector<std::string_view> parts_of(std::string_view list) {
  auto parts = base::split(list, '|');
  std::erase(parts, std::string_view());
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  return parts;
}

bool is_in(const std::vector<std::string_view> &sorted, std::string_view value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

/// Patient Orientation (0020,0020): at most three of the six directions, one of each axis. Source:
/// DICOM PS3.3, C.7.6.1.1.1.
bool is_orientation(std::string_view value) {
  if (value.empty() || value.size() > 3 || value == "ALF" || value == "HAL") return false; // names
  bool seen[3] = {};
  for (const char c : value) {
    const auto at = std::string_view("APRLHF").find(c);
    if (at == std::string_view::npos || seen[at / 2]) return false;
    seen[at / 2] = true;
  }
  return true;
}

} // namespace

bool is_defined_term(std::string_view value) {
  value = base::trim(value);
  if (value.empty() || value.size() > 16) return false;
  static const auto standard = parts_of(terms_of_the_standard);
  static const auto own = parts_of(own_terms);
  return is_in(own, value) || is_in(standard, value) || is_orientation(value);
}

} // namespace curate::deid
