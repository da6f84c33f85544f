namespace Ekn.Core.Channels.Sms;

public enum SmsEncoding
{
    /// <summary>3GPP TS 23.038, the 7-bit default alphabet with its extension table. Has å, ä and ö.</summary>
    Gsm7,

    /// <summary>16 bits per unit, for the whole text as soon as one character is outside GSM-7.</summary>
    Ucs2,
}
