#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/scrub_text.hpp>
#include <set>

namespace curate::deid {
namespace {

// As scanners of several makers and open data sets name their series.
constexpr std::string_view protocols =
    "t1_mprage_sag_p2_iso|t1_mprage_tra_p2_iso_1.0|T1w_MPR_vNav_setter|T1_MPRAGE_SAG_0.8mm_iso|"
    "MPRAGE_GRAPPA2|ADNI3_MPRAGE|Sag MPRAGE|3D SAG T1 MPRAGE|mp2rage_0.7mm_iso|mp2rage_INV1|"
    "mp2rage_UNI-DEN_Images|T1 SPACE sag post|t1_space_sag_fs_gd|t1_vibe_dixon_tra_opp|"
    "t1_vibe_fs_tra_dyn|t1_fl2d_tra|t1_tse_cor_fs_384|t1_tirm_tra_dark-fluid|"
    "t2_tirm_tra_dark-fluid_fs|t2_tse_tra_512|t2_tse_cor_hippo|t2_space_da-fl_sag_iso|"
    "t2_space_dark-fluid_sag_p2_iso|t2_spc_sag_iso|T2w_SPC|T2_FLAIR_SPACE_sag|3D_FLAIR|"
    "Sag 3D FLAIR CUBE|Ax T2 FLAIR|AX T2 FLAIR PROPELLER|AX T2 FSE|AX T1 FLAIR POST|AX T1 SE +C|"
    "Cor T1 POST FS|SAG T1 POST MPR|SAG CUBE T2|SAG CUBE FLAIR|Ax SWAN|AX SWI|AX DWI|"
    "AX DWI b1000|Ax DTI 32 directions|DTI 64 dir b=1000|DTI_64dir_b1000_AP|DTI_b0_PA|"
    "ep2d_diff_mddw_20_p2|ep2d_diff_mddw_64_p2_AP|ep2d_diff_3scan_trace_p2|"
    "ep2d_diff_3scan_trace_p2_ADC|ep2d_diff_4scan_trace_tra|ep2d_diff_tra_b0_b1000_TRACEW|"
    "ep2d_diff_MDDW_30_FA|ep2d_diff_MDDW_30_ColFA|ep2d_diff_MDDW_30_TENSOR|"
    "resolve_4scan_trace_tra_p2_192|resolve_3scan_trace_tra_p2_ADC|cmrr_mbep2d_diff_AP|"
    "cmrr_mbep2d_diff_2mm_multishell_PA|dMRI_dir98_AP|dMRI_dir98_AP_SBRef|dMRI_dir99_PA|"
    "DWI_multishell_b3000_AP|NODDI_b700_b2000|HARDI_b3000_64dir|diff_mb3_2iso_AP|"
    "ep2d_bold_moco_p2|ep2d_bold_rest_TR2000|ep2d_bold_fMRI_rest|ep2d_pace_moco_p3|"
    "ep2d_fid_basic_bold_p2_AC|BOLD_rest_MB6_AP|BOLD_REST1_AP_SBRef|rfMRI_REST1_AP|"
    "rfMRI_REST2_PA_SBRef|tfMRI_WM_AP|tfMRI_EMOTION_PA|tfMRI_GAMBLING_AP_SBRef|tfMRI_LANGUAGE_PA|"
    "tfMRI_MOTOR_AP|tfMRI_RELATIONAL_PA|tfMRI_SOCIAL_AP|SpinEchoFieldMap_AP|"
    "SpinEchoFieldMap_PA_SBRef|DistortionMap_AP|gre_field_mapping|gre_field_mapping_2mm|"
    "gre_field_mapping_PA|B0map_onesizefitsall_v4|fieldmap_AP|fieldmap_PA|fmap_acq-bold_dir-AP|"
    "fmap_acq-dwi_dir-PA|func_task-rest_run-01|func_task-nback_run-02_dir-AP|"
    "func_task-faces_acq-mb4|func_task-stroop_run-1|func_task-gonogo_run-02|"
    "func_task-movie_dir-AP|func_task-pain_run-03|func_task-fingertapping_dir-PA|"
    "anat-T1w_acq-mprage|anat-T2w_acq-space|anat_acq-highres_T1w|anat_acq-lowres_FLAIR|"
    "dwi_acq-multiband_dir-AP|perf_acq-pcasl_dir-AP|pcasl_3d_tgse|tgse_pcasl_ve11c_PLD1800|"
    "ep2d_pcasl_ui_PHC|asl_3d_tra_iso|PASL_moco|Perfusion_Weighted|relCBF|relCBV|MTT map|TTP map|"
    "3D ASL|3D pCASL 6 min|ASL PLD 2025|CBF map|dsc_perfusion|ep2d_perf_p2|DCE_vibe_dyn|"
    "twist_dce_tra|SWI_Images|Mag_Images|Pha_Images|mIP_Images(SW)|t2_fl3d_tra_p2_swi|"
    "t2_swi3d_tra_p2|t2star_fl2d_tra|QSM_3D_GRE_multi-echo|qsm_prisma_1mm|aspire_qsm|"
    "me_gre_5echoes|gre_me_t2star|R2star map|T1 map|T2 map|T2star map|B1 map|b1_map_tfl|"
    "tfl_b1map|AFI_B1|DREAM_B1|TOF_3D_multi-slab|tof_fl3d_tra_p2_multi-slab|TOF_3D_MIP_SAG|"
    "TOF MIP|3D TOF MRA|AX 3D TOF MRA|COW TOF|MRA neck with contrast|MRV 2D TOF|pc3d_venous_sag|"
    "phase contrast 3D|csf_flow_sag|PC VENC 10|fl_pc_sag_csf|vessel wall T1 SPACE|CISS 3D tra|"
    "t2_ci3d_tra_iaf|t2_ciss_3d_tra_p2|FIESTA-C IAC|3D FIESTA|bSSFP|trufi_3D_loc|localizer|"
    "AAHead_Scout|AAHScout_64ch-head-coil|AAHScout_MPR_sag|AAHScout_MPR_cor|AAHScout_MPR_tra|"
    "3-plane localizer|3 Plane Loc|Survey|SURVEY_3_plane|Survey_32ch_HeadCoil|SmartBrain|"
    "Ref_SENSE_32|SENSE reference scan|Coil_Survey_32|Calibration Scan|ASSET calibration|"
    "ASSET CAL|HOS|B0 shim|PRESS 30|svs_se_30|svs_se_135|svs_st_20|csi_se_135|MEGA-PRESS GABA|"
    "mega press ACC|sLASER|PROBE-P|HERMES|eja_svs_slaser|WIP 3D T1 TFE|WIP DTI_high_iso|"
    "WIP BOLD SENSE|sT1W_3D_TFE|sT1W_3D_FFE|sT2W_FLAIR|T2W_TSE|T1W_SE|T1W_IR|T2W_FFE|sag_T2W_TSE|"
    "VISTA FLAIR|3D_Brain_VIEW_FLAIR|Brain_VIEW_T2|DwiSE|DWI_SSh|DWI 3b|dADC|eADC|isoDWI|sDWI|"
    "eB1000i|DTI_medium_iso|FE_EPI|FEEPI_SENSE|fMRI_SENSE|PCA_3D|SWIp|mDIXON|T1 mDIXON|e-THRIVE|"
    "T1W_TFE_NAV|B-TFE|FSPGR 3D|SAG FSPGR BRAVO|BRAVO|Ax BRAVO +C|SAG 3D BRAVO|IR-FSPGR|MEMPRAGE|"
    "T1_memprage_4echoes|tfl_mgh_multiecho|tfl3d_mgh_epinav_ABCD|ABCD_T1w_MPR_vNav|ABCD_dMRI|"
    "ABCD_fMRI_rest|ABCD_fMRI_task_mid|ABCD_fMRI_task_sst|UKB_T1|SWI_ukb|ADNI_FLAIR|"
    "Axial 3TE T2 STAR|Axial rsfMRI (Eyes Open)|Axial MB DTI|Axial DTI|Sagittal 3D FLAIR|"
    "HighResHippocampus|Field Mapping|PPMI T1|OASIS T1|NCANDA DTI|IXI T1|CamCAN MEG|"
    "GRE_T2star_multiecho|MT_on|MT_off|MTR|MTw|PDw|PD TSE|PD_T2_tse_tra|PD T2 FSE|MTsat_PDw|"
    "MPM_PDw|mfc_3dflash_v1l|kp_seste|kp_rf_map|VFA_fa3|VFA_fa15|T1_FLASH_FA20|DESPOT1|DESPOT2|"
    "mcDESPOT|MRF|EPTI|SynMRI|MAGiC|QALAS_3D|STAGE|UTE|ute3d|PETRA_T1|t1_petra_iso|ZTE head|"
    "SILENZ|fl3d_vibe_mrac|UTE_MRAC|Head_MRAC_PET_UTE_AC|PET FDG brain|PiB PET|FBB static 20min|"
    "Tau PET AV1451|PET_BrainAC|CT Head|CT HEAD WITHOUT CONTRAST|CT HEAD W/O|CT ANGIO HEAD|"
    "CTA Head Neck|CTP Brain|Topogram 0.6 T20s|Thin Bone|Head 5.0 H31s|Head 0.75 J40s|"
    "Bone 1.0 H60s|Cor T2 HASTE|HASTE localizer|T2_haste_cor|t2_qtse_tra|BLADE FLAIR|"
    "t2_blade_tra_dark-fluid|T2 PROPELLER|MultiVane T2|COR STIR|SAG STIR C-SPINE|SAG T2 T-SPINE|"
    "SAG T1 L-SPINE|AX MERGE C-SPINE|t2_medic_tra_p2|t2_tse_sag_c-spine|orbits cor T1 fs|"
    "t1_tse_cor_orbit_fs|IAC AX T2|PITUITARY DYNAMIC COR T1|t1_tse_dyn_pituitary|Sella sag T1|"
    "temporal lobe epilepsy FLAIR cor|cor T2 hippocampus|MS protocol FLAIR|stroke DWI|"
    "Tumor T1 post gad|T1 post contrast|T1 +GAD|T1 KM tra|t1_mprage_sag_KM|nback_run1|faces_run2|"
    "emotion_task_run1|motor_task_left|motor_task_right|finger_tapping|verb_generation|"
    "resting_state_eyes_open|rest_eyes_closed|resting state|Resting State fMRI|"
    "movie_watching_run1|retinotopy_wedge|retinotopy_rings|prf_bars_run3|checkerboard|"
    "face_localizer|language_localizer|theory_of_mind|MID_run1|SST_run2|stop_signal_run2|"
    "oddball_auditory|breathhold|CO2_challenge|training_run|practice_run|baseline_rest|"
    "followup_T1|SIMON_task_run1|task-simon_run-2|MoCoSeries|Design|EvaSeries_GLM|StartFMRI|"
    "Mean_&_t-Maps|PhoenixZIPReport|Phoenix Document|";

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : base::lower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

TEST(protocol_names, keep_their_words) {
  KnownValues known;
  known.add(Identifies::person_name, "Kowalczyk^Agnieszka");
  known.add(Identifies::id, "PX-0081734");
  known.add(Identifies::birth_date, "19610312");
  known.add(Identifies::date, "20240305");
  known.add(Identifies::institution, "Universitätsklinikum Musterstadt");
  const Vocabulary vocabulary;
  const Scrubber scrubber(known, vocabulary);
  std::size_t words = 0, kept = 0, names = 0;
  std::string lost;
  for (const auto protocol : base::split(protocols, '|')) {
    names += protocol.empty() ? 0 : 1;
    const auto after = words_of(scrubber.free_text(protocol).text());
    const std::multiset<std::string> left(after.begin(), after.end());
    for (const auto &word : words_of(protocol)) {
      ++words;
      if (left.contains(word))
        ++kept;
      else
        lost += word + " ";
    }
  }
  EXPECT_GE(names, 300U);
  EXPECT_GE(static_cast<double>(kept), 0.95 * static_cast<double>(words))
      << kept << " of " << words << "; lost: " << lost;
}

} // namespace
} // namespace curate::deid
