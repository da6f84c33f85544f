namespace Ekn.Api.Edge;

/// <summary>So many requests in so long a time.</summary>
internal sealed record RequestWindow(int Permits, TimeSpan Length);
