using Ekn.Api.Pages;

namespace Ekn.Api.Links;

public sealed record UnsubscribeView(PageWords Words);
