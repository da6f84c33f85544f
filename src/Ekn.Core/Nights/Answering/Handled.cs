namespace Ekn.Core.Nights.Answering;

/// <summary>What became of a text.</summary>
/// <param name="Role">As whom the sender was read: coordinator, church, sitelead, volunteer, nobody.</param>
/// <param name="Reading">How the text was understood, as a wire name: signup, decline, unclear …</param>
/// <param name="NeedsPerson">Lies in the coordinator's inbox from now on.</param>
public sealed record Handled(string Role, string Reading, bool NeedsPerson = false);
