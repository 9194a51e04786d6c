// The re-entrant interface of GEOS only.
// SPDX-License-Identifier: Apache-2.0
#define GEOS_USE_ONLY_R_API 1
#include <geos_c.h>
