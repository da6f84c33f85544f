using Ekn.Core.Access;

namespace Ekn.Api.Access;

/// <summary>Who sends this request, known by the device that they signed in on.</summary>
internal sealed record SignedIn(Device Device, Identity Identity);
