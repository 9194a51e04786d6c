// What waits until everything in the data folder was read?
//
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Synchronization

/// Lets requests wait that ask for what is being read.
final class AfterLoading<Context: RequestContext>: RouterMiddleware {
  private let loading: Task<Void, any Error>
  private let isLoaded = Atomic(false)

  init(loading: Task<Void, any Error>) { self.loading = loading }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if !isLoaded.load(ordering: .relaxed) {
      try await loading.value
      isLoaded.store(true, ordering: .relaxed)
    }
    return try await next(request, context)
  }
}
