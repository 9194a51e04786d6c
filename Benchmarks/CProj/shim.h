// The geodesics of PROJ.
// SPDX-License-Identifier: Apache-2.0
#include <geodesic.h>
