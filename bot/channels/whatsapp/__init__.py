"""WhatsApp, through Twilio: signed forms in, messages and prepared contents out."""

NAME = "whatsapp"
