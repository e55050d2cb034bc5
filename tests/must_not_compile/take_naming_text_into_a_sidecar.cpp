// Texts that naming rules match on are secret; a sidecar is written from clean ones.
#include <libcurate/deid/clean_series.hpp>
#include <libcurate/json/value.hpp>

curate::json::Value sidecar(const curate::deid::CleanSeries &series) {
  curate::json::Value value;
#ifdef MUST_NOT_COMPILE
  value["ProtocolName"] = series.naming_texts().protocol_name;
#else
  value["ProtocolName"] = series.texts().protocol_name.text();
#endif
  return value;
}
