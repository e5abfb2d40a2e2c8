# Messages WhatsApp has to approve first. After a change: prokana whatsapp templates --submit.
# None may begin or end with a value, and no two values may stand side by side.

notice-order = News of your order { $number } from { $workshop }: it is now { $state }. Reply to this message if you have a question.
notice-question = Our officer has a question about your order { $number } at { $workshop }. Reply to this message to read it.
notice-answer = An officer of { $workshop } has answered you. Reply to this message to read the answer.
notice-staff = There is news for the officers of { $workshop }. Reply to this message to read it.
notice-open = Show
