using Ekn.Core.Calendar;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies;

/// <summary>One shift of one night.</summary>
public readonly record struct Choice(Night Night, ShiftKind Shift);
