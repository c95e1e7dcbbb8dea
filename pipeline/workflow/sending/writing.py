"""Letters in the words of the kit: the only place where rendering and delivery meet."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.delivery.address import Mailbox
from pipeline.delivery.calendar import Event, write_invitation
from pipeline.delivery.message import Letter, to_coach
from pipeline.delivery.names import pdf_name
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.workflow.sending.letters import Order, reply_to_of, sender_of

if TYPE_CHECKING:
    from pipeline.rendering.templates.page import Pages
    from pipeline.rendering.views.mail import Mail


@dataclass(frozen=True)
class KitWriter:
    """Writes letters from the templates and the wording of a kit."""

    settings: Settings
    kit: Kit

    def write(self, order: Order) -> Letter:
        """Return the letter. Raises :class:`PipelineError` if a text or template cannot be filled."""
        return self._letter(order, self._mail(order))

    def copy(self, order: Order) -> Letter:
        """Return the letter as the coach gets it to look at."""
        mail, coach = self._mail(order), reply_to_of(self.settings)
        return to_coach(self._letter(order, mail), coach, mail.subject_to_coach, order.message_id)

    def _letter(self, order: Order, mail: "Mail") -> Letter:
        opaque = self.settings.reports.opaque_file_names
        return Letter(
            sender=sender_of(self.settings),
            reply_to=reply_to_of(self.settings),
            recipient=order.recipient,
            subject=mail.subject,
            text=self._pages.plain(mail),
            html=self._pages.markup(mail),
            message_id=order.message_id,
            date=order.date,
            pdf=order.pdf,
            pdf_name=pdf_name(order.client.name, mail.document, opaque=opaque),
            calendar=self._invitation(order, mail),
            is_draft=order.is_draft,
        )

    def _invitation(self, order: Order, mail: "Mail") -> bytes | None:
        starts = order.client.call_at
        if starts is None or not self.settings.mail.calendar:
            return None
        event = Event(
            uid=order.event,
            revision=order.revision,
            starts=starts,
            minutes=self.settings.practice.call_minutes,
            written=order.date,
            organizer=reply_to_of(self.settings),
            attendee=Mailbox(order.recipient),
            summary=mail.event,
            description=mail.call,
            link=mail.link,
        )
        return write_invitation(event)

    def _mail(self, order: Order) -> "Mail":
        from pipeline.rendering.building.mail import build_mail

        return build_mail(order.client, self.kit, self.settings, order.language)

    @cached_property
    def _pages(self) -> "Pages":
        from pipeline.rendering.templates.page import Pages

        return Pages(self.kit.folders)
